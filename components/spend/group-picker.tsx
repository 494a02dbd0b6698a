"use client";

import { Select } from "@/components/ui/select";
import { SPEND_GROUPS, type SpendGroup } from "@/lib/domain/pricing/spend-groups";
import classes from "./spend.module.css";

const LABELS: Record<SpendGroup, string> = {
  model: "Model",
  provider: "Provider",
  region: "Region",
  tier: "Tier",
  app: "App",
};
const OPTIONS = SPEND_GROUPS.map((value) => ({ value, label: LABELS[value] }));

type GroupPickerProps = { groups: SpendGroup[]; onChange: (first: SpendGroup, second: SpendGroup | null) => void };

/** What spend is broken down by, and then by. */
export function GroupPicker({ groups, onChange }: GroupPickerProps) {
  const [first = "model", second = null] = groups;
  const others: { value: SpendGroup | "nothing"; label: string }[] = [
    { value: "nothing", label: "Nothing" },
    ...OPTIONS.filter(({ value }) => value !== first),
  ];
  return (
    <div className={classes.groups}>
      <Select
        label="Group by"
        width={130}
        options={OPTIONS}
        value={first}
        onChange={(value) => onChange(value, second)}
      />
      <Select
        label="and then by"
        width={130}
        options={others}
        value={second ?? "nothing"}
        onChange={(value) => onChange(first, value === "nothing" ? null : value)}
      />
    </div>
  );
}
