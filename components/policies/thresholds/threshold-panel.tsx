"use client";

import { Group, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Explain } from "@/components/ui/explain";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { usePolicyForm } from "../draft/policy-form-context";
import textClasses from "../parts/text.module.css";
import { ALARM_GOALS, type AlarmGoal } from "./suggestion-words";
import { figureLines, placeWords } from "./threshold-lines";
import classes from "./thresholds.module.css";
import { useFormThresholds } from "./thresholds-context";

const HEIGHT = 120;

/** What the thresholds mean on the tier's own traffic, and a suggestion where they make too many false alarms. */
export function ThresholdPanel() {
  const { readOnly } = usePolicyForm();
  const { figures, places } = useFormThresholds();
  return (
    <Panel
      title="On this tier's traffic"
      says={figures ? placeWords(figures, places) : "Of the last 7 days, without the hours of incidents"}
      actions={
        <Explain
          title="False alarms and time to notice"
          formula="needed of n bad samples open: P(Bin(n, p) ≥ needed) of the windows"
          note="Worked out over the quarter hours of these days one after the other, for requests that come by themselves within each and whose outcomes are independent; failures and slow answers together as independent too. A closed model opens at its first bad window (scan statistic), is left alone, then comes back by its ramp. Failures in bursts make fewer alarms, with more failures in each. Times to notice are those of the hours in which a window holds enough."
        />
      }
    >
      <Figures />
      {figures && !readOnly && <Suggest />}
    </Panel>
  );
}

function Figures() {
  const { failover, figures, places, query, isStale } = useFormThresholds();
  if (query.error) {
    return <FailedBox error={query.error} onRetry={query.retry} retrying={query.isFetching} height={HEIGHT} />;
  }
  if (query.isPending) return <Skeleton height={HEIGHT} />;
  if (!failover)
    return <p className={textClasses.help}>Some thresholds are not valid yet; what they mean shows once they are.</p>;
  if (!figures) {
    const silent = places.filter(({ model }) => model !== "").map(({ model, region }) => `${model} in ${region}`);
    return (
      <EmptyBox
        height={HEIGHT}
        title="No healthy traffic to tell it from"
        hint={
          silent.length > 0
            ? `${silent.join(", ")}: no healthy hour of this tier in the last 7 days. The counts beside the fields hold for any traffic.`
            : "The figures come with the first logs of this tier. The counts beside the fields hold for any traffic."
        }
      />
    );
  }
  return (
    <dl
      className={classes.figures}
      data-stale={isStale || undefined}
      aria-live="polite"
      aria-label="What the thresholds mean"
    >
      {figureLines(failover, figures).map(({ label, text, isWarning }) => (
        <div key={label} data-tone={isWarning ? "warn" : undefined}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function Suggest() {
  const thresholds = useFormThresholds();
  const [goal, setGoal] = useState<AlarmGoal>("week");
  return (
    <div className={classes.suggest}>
      <Group gap="xs" align="end">
        <NativeSelect
          label="False alarms wanted, at most"
          data={ALARM_GOALS.map(({ value, label }) => ({ value, label }))}
          value={goal}
          onChange={(event) => {
            const chosen = ALARM_GOALS.find(({ value }) => value === event.currentTarget.value);
            if (chosen) setGoal(chosen.value);
          }}
        />
        <Button variant="default" size="md" disabled={thresholds.isStale} onClick={() => thresholds.suggest(goal)}>
          Suggest thresholds
        </Button>
      </Group>
      <p role="status" className={classes.suggested}>
        {thresholds.isStale
          ? "A threshold is not valid yet: this is told of the last valid ones."
          : thresholds.suggested}
      </p>
    </div>
  );
}
