"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { StatePill } from "@/components/breakers/state-pill";
import { useReport } from "@/components/shell/use-report";
import { AskDialog } from "@/components/ui/ask-dialog";
import { Button } from "@/components/ui/button";
import { Pill } from "@/components/ui/pill";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedBox } from "@/components/ui/state-box";
import { readOptions } from "@/lib/client/read-options";
import type { FailoverDetail } from "@/lib/contract/failover-detail";
import { formatInstant } from "@/lib/domain/format";
import { describeFailover, describeNoWindow, type TriggerNames, triggerOf } from "./describe-failover";
import { describeSoFar, describeVerdict, JUDGEMENT_LABELS } from "./describe-verdict";
import classes from "./failovers.module.css";
import { WindowTable } from "./window-table";

type FailoverDialogProps = { id: number; triggers: TriggerNames; onClose: () => void };

/** One transition: the window that caused it attempt by attempt, and afterwards whether it helped. */
export function FailoverDialog({ id, triggers, onClose }: FailoverDialogProps) {
  const detail = useQuery({ ...readOptions("/api/v1/failovers/{id}", { id }), placeholderData: undefined });
  return (
    <AskDialog title="Why it happened" wide onClose={onClose}>
      {!detail.data && !detail.error && <Skeleton height={240} />}
      {detail.error && (
        <FailedBox error={detail.error} onRetry={() => detail.refetch()} retrying={detail.isFetching} height={160} />
      )}
      {detail.data && <Detail {...detail.data} triggers={triggers} />}
      <div className={classes.close}>
        <Button variant="default" onClick={onClose}>
          Close
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
        <strong>{model}</strong> in {region} for{" "}
        <Link href={`/policies/${encodeURIComponent(tier)}?tab=history`}>
          {tier}, version {policy_version}
        </Link>
        : <StatePill state={from} /> → <StatePill state={to} /> at {formatInstant(at, tz)}
        {router && `, as ${router} reported`}
      </p>
      <p>{describeFailover(failover, triggerOf(triggers, failover))}</p>
      {verdict && (
        <section aria-label="Whether it helped" className={classes.verdict}>
          <p>
            <Pill tone={JUDGEMENT_LABELS[verdict.judgement].tone}>{JUDGEMENT_LABELS[verdict.judgement].text}</Pill>{" "}
            {JUDGEMENT_LABELS[verdict.judgement].why}
          </p>
          <ul>
            {describeVerdict(verdict).map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
          <p className={classes.help}>
            {until ? `Looked at until ${formatInstant(until, tz)}` : describeSoFar(state_now)}; at most an hour. Only
            what was sent to the model before a probe succeeded counts: failed probes, and other tiers in the region.
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
