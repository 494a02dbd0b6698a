"use client";

import { Group, Select } from "@mantine/core";
import { SPEND_GROUPS, type SpendGroup } from "@/lib/contract/spend";

const LABELS: Record<SpendGroup, string> = {
  model: "Model",
  provider: "Provider",
  region: "Region",
  tier: "Tier",
  app: "App",
};
const NOTHING = "nothing";

type GroupPickerProps = { groups: SpendGroup[]; onChange: (first: SpendGroup, second: SpendGroup | null) => void };

/** What spend is broken down by, and then by. */
export function GroupPicker({ groups, onChange }: GroupPickerProps) {
  const [first = "model", second = null] = groups;
  const options = SPEND_GROUPS.map((value) => ({ value, label: LABELS[value] }));
  const find = (value: string | null) => SPEND_GROUPS.find((group) => group === value) ?? null;
  const common = {
    size: "xs",
    w: 150,
    allowDeselect: false,
    comboboxProps: { transitionProps: { duration: 0 } },
  } as const;
  return (
    <Group gap="xs" align="end">
      <Select
        {...common}
        label="Group by"
        data={options}
        value={first}
        onChange={(value) => onChange(find(value) ?? "model", second)}
      />
      <Select
        {...common}
        label="and then by"
        data={[{ value: NOTHING, label: "Nothing" }, ...options.filter(({ value }) => value !== first)]}
        value={second ?? NOTHING}
        onChange={(value) => onChange(first, find(value))}
      />
    </Group>
  );
}
