"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { StatePill } from "@/components/breakers/state-pill";
import { useReport } from "@/components/shell/use-report";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { Pill } from "@/components/ui/pill";
import { rich } from "@/components/ui/rich";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedBox } from "@/components/ui/state-box";
import { readOptions } from "@/lib/client/read-options";
import type { FailoverDetail } from "@/lib/contract/failover-detail";
import { formatInstant } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { describeFailover, describeNoWindow, type TriggerNames, triggerOf } from "./describe-failover";
import { describeSoFar, describeVerdict, JUDGEMENT_LABELS } from "./describe-verdict";
import classes from "./failovers.module.css";
import { WindowTable } from "./window-table";

type FailoverDialogProps = { id: number; triggers: TriggerNames; onClose: () => void };

/** One transition: the window that caused it attempt by attempt, and afterwards whether it helped. */
export function FailoverDialog({ id, triggers, onClose }: FailoverDialogProps) {
  const detail = useQuery({ ...readOptions("/api/v1/failovers/{id}", { id }), placeholderData: undefined });
  return (
    <AskDialog title={t("Why it happened")} wide onClose={onClose}>
      {!detail.data && !detail.error && <Skeleton height={240} />}
      {detail.error && (
        <FailedBox error={detail.error} onRetry={() => detail.refetch()} retrying={detail.isFetching} height={160} />
      )}
      {detail.data && <Detail {...detail.data} triggers={triggers} />}
      <div className={classes.close}>
        <Button variant="default" onClick={onClose}>
          {t("Close")}
        </Button>
      </div>
    </AskDialog>
  );
}

function Detail({
  failover,
  attempts,
  state_now,
  until,
  verdict,
  triggers,
}: FailoverDetail & { triggers: TriggerNames }) {
  const { tz } = useReport();
  const { tier, region, model, from, to, at, policy_version, n, router } = failover;
  return (
    <div className={classes.detail}>
      <p>
        {rich("{model} in {region} for <policy>{tier}, version {version}</policy>: {from} → {to} at {at}", {
          model: <strong>{model}</strong>,
          region,
          policy: (text) => <Link href={`/policies/${encodeURIComponent(tier)}?tab=history`}>{text}</Link>,
          tier,
          version: policy_version,
          from: <StatePill state={from} />,
          to: <StatePill state={to} />,
          at: formatInstant(at, tz),
        })}
        {router && t(", as {router} reported", { router })}
      </p>
      <p>{describeFailover(failover, triggerOf(triggers, failover))}</p>
      {verdict && (
        <section aria-label={t("Whether it helped")} className={classes.verdict}>
          <p>
            <Pill tone={JUDGEMENT_LABELS[verdict.judgement].tone}>{t(JUDGEMENT_LABELS[verdict.judgement].text)}</Pill>{" "}
            {t(JUDGEMENT_LABELS[verdict.judgement].why)}
          </p>
          <ul>
            {describeVerdict(verdict).map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
          <p className={classes.help}>
            {t(
              "{reach}; at most an hour. Only what was sent to the model before a probe succeeded counts: failed probes, and other tiers in the region.",
              {
                reach: until
                  ? t("Looked at until {until}", { until: formatInstant(until, tz) })
                  : describeSoFar(state_now),
              },
            )}
          </p>
        </section>
      )}
      {attempts.length > 0 ? (
        <WindowTable attempts={attempts} n={n} at={at} tz={tz} />
      ) : (
        <p className={classes.help}>{describeNoWindow(failover)}</p>
      )}
    </div>
  );
}
