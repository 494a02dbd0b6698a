"use client";

import { Button, Checkbox, Group, Popover, ScrollArea, Stack, Text, TextInput } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { ModelDot } from "@/components/ui/model-name";
import type { FilterName } from "./report-params";
import { useShell } from "./shell-context";
import { useReport } from "./use-report";

const LABELS: Record<FilterName, { one: string; many: string }> = {
  model: { one: "Model", many: "models" },
  region: { one: "Region", many: "regions" },
  tier: { one: "Tier", many: "tiers" },
  app: { one: "App", many: "apps" },
  provider: { one: "Provider", many: "providers" },
};

/** One filter as a button that says what it lets through. */
export function FilterMenu({ name }: { name: FilterName }) {
  const { query } = useReport();
  const chosen = query[name];
  const { one, many } = LABELS[name];
  const says =
    chosen.length === 0 ? `${one}: all` : chosen.length === 1 ? `${one}: ${chosen[0]}` : `${chosen.length} ${many}`;
  return (
    <Popover position="bottom-start" width={280} trapFocus>
      <Popover.Target>
        <Button
          variant={chosen.length > 0 ? "light" : "default"}
          rightSection={<IconChevronDown size={13} aria-hidden />}
          maw={260}
        >
          {says}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <FilterOptions name={name} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** The values of one filter as a searchable list of boxes. */
export function FilterOptions({ name }: { name: FilterName }) {
  const { dimensions } = useShell();
  const { query, change } = useReport();
  const [search, setSearch] = useState("");
  const chosen = query[name];
  // A value in the URL that has not been seen in traffic must still be removable.
  const known = [...new Set([...dimensions[name], ...chosen])];
  const shown = known.filter((value) => value.toLowerCase().includes(search.toLowerCase()));
  const { one, many } = LABELS[name];
  return (
    <Stack gap="xs">
      {known.length > 8 && (
        <TextInput
          size="xs"
          aria-label={`Search ${many}`}
          placeholder={`Search ${many}`}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <ScrollArea.Autosize mah={280} type="auto">
        <Checkbox.Group aria-label={one} value={chosen} onChange={(values) => change({ [name]: values })}>
          <Stack gap={6} p={2}>
            {shown.map((value) => (
              <Checkbox
                key={value}
                size="xs"
                value={value}
                label={
                  <Group gap={6} wrap="nowrap">
                    {name === "model" && <ModelDot model={value} />}
                    {value}
                  </Group>
                }
              />
            ))}
          </Stack>
        </Checkbox.Group>
        {shown.length === 0 && (
          <Text size="xs" c="dimmed">
            {known.length === 0 ? `No ${many} seen in traffic yet` : `No ${many} match`}
          </Text>
        )}
      </ScrollArea.Autosize>
      <Button variant="subtle" disabled={chosen.length === 0} onClick={() => change({ [name]: [] })}>
        Show all {many}
      </Button>
    </Stack>
  );
}
