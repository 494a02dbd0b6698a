"use client";

import { Group, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Explain } from "@/components/ui/explain";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { t } from "@/lib/messages/translate";
import { usePolicyForm } from "../draft/policy-form-context";
import textClasses from "../parts/text.module.css";
import { ALARM_GOALS, type AlarmGoal } from "./describe-suggestion";
import { describePlace, statLines } from "./threshold-lines";
import classes from "./thresholds.module.css";
import { useFormThresholds } from "./thresholds-context";

const HEIGHT = 120;

/** What the thresholds mean on the tier's own traffic, and a suggestion where they make too many false alarms. */
export function ThresholdPanel() {
  const { readOnly } = usePolicyForm();
  const { stats, places } = useFormThresholds();
  return (
    <Panel
      title={t("On this tier's traffic")}
      subtitle={stats ? describePlace(stats, places) : t("Of the last 7 days, without the hours of incidents")}
      actions={
        <Explain
          title={t("False alarms and time to detect")}
          formula={t("needed of n bad samples open: P(Bin(n, p) ≥ needed) of the windows")}
          note={t(
            "Computed over the quarter hours of these days in order, assuming independent arrivals and outcomes within each, and failures independent of slow answers. A closed model opens at its first bad window (scan statistic), gets no traffic, then returns by its ramp. Bursts of failures make fewer alarms with more failures each. Times to detect are those of hours in which a window holds enough requests.",
          )}
        />
      }
    >
      <StatLines />
      {stats && !readOnly && <Suggest />}
    </Panel>
  );
}

function StatLines() {
  const { failover, stats, places, query, isStale } = useFormThresholds();
  if (query.error) {
    return <FailedBox error={query.error} onRetry={query.retry} retrying={query.isFetching} height={HEIGHT} />;
  }
  if (query.isPending) return <Skeleton height={HEIGHT} />;
  if (!failover)
    return (
      <p className={textClasses.help}>{t("Some thresholds are not valid; their effect appears once they are.")}</p>
    );
  if (!stats) {
    const silent = places
      .filter(({ model }) => model !== "")
      .map(({ model, region }) => t("{model} in {region}", { model, region }));
    return (
      <EmptyBox
        height={HEIGHT}
        title={t("No healthy traffic to compute from")}
        hint={
          silent.length > 0
            ? t(
                "{silent}: no healthy hour of this tier in the last 7 days. The counts beside the fields apply to any traffic.",
                { silent: silent.join(", ") },
              )
            : t("Numbers appear with the first logs of this tier. The counts beside the fields apply to any traffic.")
        }
      />
    );
  }
  return (
    <dl
      className={classes.stats}
      data-stale={isStale || undefined}
      aria-live="polite"
      aria-label={t("What the thresholds mean")}
    >
      {statLines(failover, stats).map(({ label, text, isWarning }) => (
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
          label={t("False alarms wanted, at most")}
          data={ALARM_GOALS.map(({ value, label }) => ({ value, label: t(label) }))}
          value={goal}
          onChange={(event) => {
            const chosen = ALARM_GOALS.find(({ value }) => value === event.currentTarget.value);
            if (chosen) setGoal(chosen.value);
          }}
        />
        <Button variant="default" size="md" disabled={thresholds.isStale} onClick={() => thresholds.suggest(goal)}>
          {t("Suggest thresholds")}
        </Button>
      </Group>
      <p role="status" className={classes.suggested}>
        {thresholds.isStale
          ? t("A threshold is not valid: these are the results of the last valid ones.")
          : thresholds.suggested}
      </p>
    </div>
  );
}
