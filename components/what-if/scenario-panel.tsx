"use client";

import { IconTrash } from "@tabler/icons-react";
import { useShell } from "@/components/shell/shell-context";
import { Button, IconButton } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { ChangeInput } from "@/lib/contract/what-if";
import { DEFAULT_BASELINE } from "@/lib/domain/what-if/baseline";
import type { PricedModel } from "@/lib/domain/what-if/changes";
import { type Message, message, t } from "@/lib/messages/translate";
import { ChangeFields } from "./change-fields";
import { describeChange } from "./describe-what-if";
import { type ChangeKind, newChange, presetsFor } from "./scenario";
import classes from "./what-if.module.css";
import { WhereFields } from "./where-fields";

type ScenarioPanelProps = {
  changes: readonly ChangeInput[];
  targets: readonly PricedModel[];
  onChange: (changes: ChangeInput[]) => void;
};

const KINDS: readonly { kind: ChangeKind; label: Message }[] = [
  { kind: "model", label: message("Another model") },
  { kind: "price", label: message("Another price") },
  { kind: "cache", label: message("Cache on or off") },
  { kind: "shift", label: message("Another time") },
  { kind: "capacity", label: message("Capacity") },
];
const CHANGES_MAX = 6;

/** What is changed about the recorded traffic, one sentence with its fields for each change. */
export function ScenarioPanel({ changes, targets, onChange }: ScenarioPanelProps) {
  const { dimensions } = useShell();
  const target = targets[0] ?? DEFAULT_BASELINE;
  const replace = (place: number, next: ChangeInput) => onChange(changes.map((old, at) => (at === place ? next : old)));
  return (
    <Panel
      title={t("Scenario")}
      subtitle={t(
        "Everything here is in the address: send the link, and others see the same. Changes act together: other models first, then cache, time, prices and capacity.",
      )}
    >
      <div className={classes.choices}>
        <span>{t("Begin with")}</span>
        {presetsFor(dimensions).map((preset) => (
          <Button key={preset.label} variant="light" onClick={() => onChange(preset.changes)}>
            {preset.label}
          </Button>
        ))}
      </div>
      <ol className={classes.changes} aria-label={t("Changes")}>
        {changes.map((change, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a change is known by its place alone
          <li key={`${place} ${change.kind}`} className={classes.change} aria-label={describeChange(change)}>
            <p className={classes.sentence}>{describeChange(change)}</p>
            <div className={classes.fields}>
              <WhereFields where={change.where} onChange={(where) => replace(place, { ...change, where })} />
              <ChangeFields change={change} targets={targets} onChange={(next) => replace(place, next)} />
            </div>
            <IconButton
              label={t("Remove change {place}", { place: place + 1 })}
              title={t("Remove")}
              onClick={() => onChange(changes.filter((_, at) => at !== place))}
            >
              <IconTrash size={15} stroke={1.7} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ol>
      {changes.length === 0 && <p className={classes.none}>{t("Nothing is changed: what was recorded.")}</p>}
      <div className={classes.choices}>
        <span>{t("Add")}</span>
        {KINDS.map(({ kind, label }) => (
          <Button
            key={kind}
            variant="default"
            disabled={changes.length >= CHANGES_MAX}
            onClick={() => onChange([...changes, newChange(kind, target)])}
          >
            {t(label)}
          </Button>
        ))}
      </div>
    </Panel>
  );
}
