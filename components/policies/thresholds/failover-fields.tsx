"use client";

import { Group, Radio } from "@mantine/core";
import { DraftField } from "../draft/draft-field";
import { LATENCY_CHOICES } from "../draft/policy-draft";
import { usePolicyForm } from "../draft/policy-form-context";
import classes from "../policies.module.css";
import { metricWarning } from "./metric-warning";
import { errorRateWords, latencyWords, recoveryWords } from "./threshold-words";

const LATENCY_LABELS = {
  ttft_ms: "Time to first token (TTFT)",
  duration_ms: "The whole answer",
  none: "Nothing: failures only",
} as const;

/** When a model is avoided, with what the numbers mean beside them. */
export function TriggerFields() {
  const { draft, stored, change, readOnly, thresholds } = usePolicyForm();
  const { failover: meaning, meanings, figures } = thresholds;
  const warning = metricWarning(stored, draft, figures?.row ?? null);
  const hasLatency = draft.latency_metric !== "none";
  return (
    <div className={classes.stack}>
      <Radio.Group
        label="Fail over on the latency of"
        value={draft.latency_metric}
        onChange={(value) => {
          const choice = LATENCY_CHOICES.find((known) => known === value);
          if (choice) change({ latency_metric: choice });
        }}
      >
        <Group gap="md" mt={6}>
          {LATENCY_CHOICES.map((choice) => (
            <Radio
              key={choice}
              value={choice}
              label={LATENCY_LABELS[choice]}
              disabled={readOnly && draft.latency_metric !== choice}
            />
          ))}
        </Group>
      </Radio.Group>
      {hasLatency && (
        <div className={classes.fields}>
          <DraftField
            name="latency_percentile"
            meaning={meanings.latency_percentile}
            path="failover.latency.percentile"
            label="Latency percentile"
            kind="decimal"
            help="99 is p99: the sample of nearest rank, over the window."
          />
          <DraftField
            name="latency_max_ms"
            meaning={meanings.latency_max_ms}
            path="failover.latency.max_ms"
            label="Max latency (ms)"
            kind="decimal"
            help="Above it the model opens. Successful attempts only."
          />
        </div>
      )}
      {warning && (
        <p className={classes.notice} data-tone="warn" role="status">
          {warning}
        </p>
      )}
      <Meaning text={meaning && latencyWords(meaning)} />
      <div className={classes.fields}>
        <DraftField
          name="max_error_percent"
          meaning={meanings.max_error_percent}
          path="failover.max_error_rate"
          label="Max error rate (%)"
          kind="decimal"
          help="Failures / (ok + failures): 429, 5xx and timeouts count."
        />
        <DraftField
          name="min_failures"
          meaning={meanings.min_failures}
          path="failover.min_failures"
          label="Min failures (requests)"
          help="Fewer failures than this never open a model."
        />
      </div>
      <Meaning text={meaning && errorRateWords(meaning)} />
      <div className={classes.fields}>
        <DraftField
          name="window_requests"
          meaning={meanings.window_requests}
          path="failover.window_requests"
          label="Window (requests)"
          help="The last so many attempts are judged, 10–100,000."
        />
        <DraftField
          name="window_seconds"
          meaning={meanings.window_seconds}
          path="failover.window_seconds"
          label="Window (seconds)"
          help="Attempts that ended earlier leave it, 10–86,400."
        />
        <DraftField
          name="min_requests"
          meaning={meanings.min_requests}
          path="failover.min_requests"
          label="Judge from (requests)"
          help="With fewer in the window there is no verdict."
        />
      </div>
    </div>
  );
}

/** How an avoided model comes back. */
export function RecoveryFields() {
  const { failover: meaning, meanings } = usePolicyForm().thresholds;
  return (
    <div className={classes.stack}>
      <div className={classes.fields}>
        <DraftField
          name="cooldown_seconds"
          meaning={meanings.cooldown_seconds}
          path="failover.cooldown_seconds"
          label="Cooldown (seconds)"
          help="How long an open model is left alone, 1–86,400."
        />
        <DraftField
          name="dwell_seconds"
          path="failover.dwell_seconds"
          label="Dwell (seconds)"
          help="The least time between two transitions, 0–86,400."
        />
        <DraftField
          name="ramp_percent"
          path="failover.ramp"
          label="Ramp (% of requests)"
          kind="text"
          help="Rising shares that try it again, ending in 100."
        />
      </div>
      <Meaning text={meaning && recoveryWords(meaning)} />
    </div>
  );
}

function Meaning({ text }: { text: string | null }) {
  const { isStale } = usePolicyForm().thresholds;
  return text ? (
    <p className={classes.meaning} data-stale={isStale || undefined}>
      {text}
    </p>
  ) : null;
}
