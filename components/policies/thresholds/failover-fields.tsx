"use client";

import { Group, Radio } from "@mantine/core";
import { Notice } from "@/components/ui/notice";
import { message, t } from "@/lib/messages/translate";
import { DraftField } from "../draft/draft-field";
import { LATENCY_CHOICES } from "../draft/policy-draft";
import { usePolicyForm } from "../draft/policy-form-context";
import formClasses from "../parts/form.module.css";
import textClasses from "../parts/text.module.css";
import { describeErrorRate, describeLatency, describeRecovery } from "./describe-thresholds";
import { metricWarning } from "./metric-warning";
import { ThresholdField } from "./threshold-field";
import { useFormThresholds } from "./thresholds-context";

const LATENCY_LABELS = {
  ttft_ms: message("Time to first token (TTFT)"),
  duration_ms: message("The whole answer"),
  none: message("Nothing: failures only"),
} as const;

/** When a model is avoided, with what the numbers mean beside them. */
export function TriggerFields() {
  const { draft, stored, change, readOnly } = usePolicyForm();
  const { failover, stats } = useFormThresholds();
  const warning = metricWarning(stored, draft, stats?.row ?? null);
  const hasLatency = draft.latency_metric !== "none";
  return (
    <div className={textClasses.stack}>
      <Radio.Group
        label={t("Fail over on the latency of")}
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
              label={t(LATENCY_LABELS[choice])}
              disabled={readOnly && draft.latency_metric !== choice}
            />
          ))}
        </Group>
      </Radio.Group>
      {hasLatency && (
        <div className={formClasses.fields}>
          <ThresholdField
            name="latency_percentile"
            path="failover.latency.percentile"
            label={t("Latency percentile")}
            kind="decimal"
            help={t("99 is p99: the sample of nearest rank, over the window.")}
          />
          <ThresholdField
            name="latency_max_ms"
            path="failover.latency.max_ms"
            label={t("Max latency (ms)")}
            kind="decimal"
            help={t("Above it the model opens. Successful attempts only.")}
          />
        </div>
      )}
      {warning && (
        <Notice tone="warn" role="status">
          {warning}
        </Notice>
      )}
      <Meaning text={failover && describeLatency(failover)} />
      <div className={formClasses.fields}>
        <ThresholdField
          name="max_error_percent"
          path="failover.max_error_rate"
          label={t("Max error rate (%)")}
          kind="decimal"
          help={t("Failures / (ok + failures): 429, 5xx and timeouts count.")}
        />
        <ThresholdField
          name="min_failures"
          path="failover.min_failures"
          label={t("Min failures (requests)")}
          help={t("Fewer failures than this never open a model.")}
        />
      </div>
      <Meaning text={failover && describeErrorRate(failover)} />
      <div className={formClasses.fields}>
        <ThresholdField
          name="window_requests"
          path="failover.window_requests"
          label={t("Window (requests)")}
          help={t("The number of latest attempts in the window, 10–100,000.")}
        />
        <ThresholdField
          name="window_seconds"
          path="failover.window_seconds"
          label={t("Window (seconds)")}
          help={t("How far back the window reaches, 10–86,400.")}
        />
        <ThresholdField
          name="min_requests"
          path="failover.min_requests"
          label={t("Min requests")}
          help={t("With fewer in the window nothing is decided.")}
        />
      </div>
    </div>
  );
}

/** How an avoided model comes back. */
export function RecoveryFields() {
  const { failover } = useFormThresholds();
  return (
    <div className={textClasses.stack}>
      <div className={formClasses.fields}>
        <ThresholdField
          name="cooldown_seconds"
          path="failover.cooldown_seconds"
          label={t("Cooldown (seconds)")}
          help={t("How long an open model gets no traffic, 1–86,400.")}
        />
        <DraftField
          name="dwell_seconds"
          path="failover.dwell_seconds"
          label={t("Dwell (seconds)")}
          help={t("The minimum time between two transitions, 0–86,400.")}
        />
        <DraftField
          name="ramp_percent"
          path="failover.ramp"
          label={t("Ramp (% of requests)")}
          kind="text"
          help={t("Rising traffic shares on the way back, ending in 100.")}
        />
      </div>
      <Meaning text={failover && describeRecovery(failover)} />
    </div>
  );
}

function Meaning({ text }: { text: string | null }) {
  const { isStale } = useFormThresholds();
  return text ? (
    <p className={textClasses.meaning} data-stale={isStale || undefined}>
      {text}
    </p>
  ) : null;
}
