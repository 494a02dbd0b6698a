"use client";

import { FILTER_LABELS } from "@/components/shell/report-params";
import { useShell } from "@/components/shell/shell-context";
import { Select } from "@/components/ui/select";
import { isLabel, isRanked, type RankedGroup, SPEND_GROUPS, type SpendGroup } from "@/lib/domain/report-dimensions";
import classes from "./spend.module.css";

const RANKED_LABELS: Record<RankedGroup, string> = { consumer: "Consumer", session: "Session" };

type GroupPickerProps = {
  groups: SpendGroup[];
  onChange: (first: SpendGroup, second: SpendGroup | null) => void;
};

/** What spend is broken down by, and then by. */
export function GroupPicker({ groups, onChange }: GroupPickerProps) {
  const { dimensions } = useShell();
  const [first = "model", second = null] = groups;
  // A label that nobody sends is one row, unassigned.
  const options = SPEND_GROUPS.filter(
    (name) => isRanked(name) || !isLabel(name) || dimensions[name].length > 0 || groups.includes(name),
  ).map((value) => ({ value, label: isRanked(value) ? RANKED_LABELS[value] : FILTER_LABELS[value].one }));
  const others: { value: SpendGroup | "nothing"; label: string }[] = [
    { value: "nothing", label: "Nothing" },
    ...options.filter(({ value }) => value !== first),
  ];
  return (
    <div className={classes.groups}>
      <Select
        label="Group by"
        width={130}
        options={options}
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
