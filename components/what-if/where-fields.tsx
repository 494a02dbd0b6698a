"use client";

import { IconX } from "@tabler/icons-react";
import { FILTER_LABELS } from "@/components/shell/report-params";
import { useShell } from "@/components/shell/shell-context";
import { Button, IconButton } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import type { ChangeInput } from "@/lib/contract/what-if";
import { REPORT_DIMENSIONS, type ReportDimension } from "@/lib/domain/report-dimensions";
import { t } from "@/lib/messages/translate";
import { dimensionWord } from "./describe-what-if";
import { type Condition, conditionsOf } from "./scenario";
import classes from "./what-if.module.css";

type Where = ChangeInput["where"];
type WhereFieldsProps = { where: Where; onChange: (where: Where) => void };

/** Which traffic a change is about: all of it, or that of some names. */
export function WhereFields({ where, onChange }: WhereFieldsProps) {
  const { dimensions } = useShell();
  const conditions = conditionsOf(where);
  const free = REPORT_DIMENSIONS.filter((name) => dimensions[name].length > 0 && (where[name] ?? []).length === 0);
  const [next] = free;
  const put = (name: ReportDimension, values: string[], instead?: ReportDimension) =>
    onChange({ ...where, ...(instead && { [instead]: undefined }), [name]: values });
  return (
    <div className={classes.conditions}>
      {conditions.length === 0 && <span className={classes.all}>{t("All traffic")}</span>}
      {conditions.map((condition) => (
        <ConditionFields
          key={condition.name}
          condition={condition}
          names={[condition.name, ...free]}
          values={dimensions[condition.name]}
          onName={(name) => put(name, dimensions[name].slice(0, 1), condition.name)}
          onValue={(value) => put(condition.name, [value])}
          onRemove={() => onChange({ ...where, [condition.name]: undefined })}
        />
      ))}
      {next && (
        <Button variant="subtle" onClick={() => put(next, dimensions[next].slice(0, 1))}>
          {conditions.length === 0 ? t("Only some of it") : t("And only")}
        </Button>
      )}
    </div>
  );
}

type ConditionFieldsProps = {
  condition: Condition;
  names: readonly ReportDimension[];
  values: readonly string[];
  onName: (name: ReportDimension) => void;
  onValue: (value: string) => void;
  onRemove: () => void;
};

function ConditionFields({ condition, names, values, onName, onValue, onRemove }: ConditionFieldsProps) {
  const one = t(FILTER_LABELS[condition.name].one);
  const any = t("Any {dimension}", { dimension: dimensionWord(condition.name) });
  const chosen = condition.values.join(", ");
  // Several names of an address are one choice here, which stays until another is made.
  const options = [...new Set([chosen, ...values])].map((value) => ({ value, label: value }));
  return (
    <div className={classes.condition}>
      <Select
        label={t("Traffic of")}
        hideLabel
        width={120}
        options={names.map((value) => ({ value, label: FILTER_LABELS[value].one }))}
        value={condition.name}
        onChange={onName}
      />
      <Select
        label={t("{dimension} of the traffic", { dimension: one })}
        hideLabel
        width={190}
        options={options}
        value={chosen}
        onChange={onValue}
      />
      <IconButton label={any} title={any} onClick={onRemove}>
        <IconX size={14} stroke={1.7} aria-hidden />
      </IconButton>
    </div>
  );
}
