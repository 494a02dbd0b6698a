"use client";

import { useShell } from "@/components/shell/shell-context";
import { Select } from "@/components/ui/select";
import { isLabel, isRanked, SPEND_GROUPS, type SpendGroup } from "@/lib/domain/report-dimensions";
import { type Text, t } from "@/lib/messages/translate";
import { groupLabel } from "./group-names";
import classes from "./spend.module.css";

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
  ).map((value) => ({ value, label: groupLabel(value) }));
  const others: { value: SpendGroup | "nothing"; label: Text }[] = [
    { value: "nothing", label: t("Nothing") },
    ...options.filter(({ value }) => value !== first),
  ];
  return (
    <div className={classes.groups}>
      <Select
        label={t("Group by")}
        width={130}
        options={options}
        value={first}
        onChange={(value) => onChange(value, second)}
      />
      <Select
        label={t("and then by")}
        width={130}
        options={others}
        value={second ?? "nothing"}
        onChange={(value) => onChange(first, value === "nothing" ? null : value)}
      />
    </div>
  );
}
