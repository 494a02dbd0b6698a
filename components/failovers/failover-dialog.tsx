"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { AskDialog } from "@/components/policies/ask-dialog";
import { StatePill } from "@/components/policies/state-pill";
import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Pill } from "@/components/ui/pill";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedBox } from "@/components/ui/state-box";
import { failoverDetailOptions } from "@/lib/client/failover-detail";
import type { FailoverDetail } from "@/lib/contract/failover-detail";
import { formatInstant, formatMs, UNKNOWN_TEXT } from "@/lib/domain/format";
import { failoverWords, type TriggerNames, triggerOf } from "./failover-words";
import classes from "./failovers.module.css";
import { JUDGEMENT_WORDS, verdictWords } from "./verdict-words";

type FailoverDialogProps = { id: number; triggers: TriggerNames; onClose: () => void };

/** One transition: the window that caused it attempt by attempt, and afterwards whether it helped. */
export function FailoverDialog({ id, triggers, onClose }: FailoverDialogProps) {
  const detail = useQuery(failoverDetailOptions(id));
  return (
    <AskDialog title="Why it happened" onClose={onClose}>
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

function Detail({ failover, attempts, until, verdict, triggers }: FailoverDetail & { triggers: TriggerNames }) {
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
      <p>{failoverWords(failover, triggerOf(triggers, failover))}</p>
      {verdict && (
        <section aria-label="Whether it helped" className={classes.verdict}>
          <p>
            <Pill tone={JUDGEMENT_WORDS[verdict.judgement].tone}>{JUDGEMENT_WORDS[verdict.judgement].text}</Pill>{" "}
            {JUDGEMENT_WORDS[verdict.judgement].why}
          </p>
          <ul>
            {verdictWords(verdict).map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
          <p className={classes.help}>
            {until ? `Looked at until ${formatInstant(until, tz)}` : "It is still avoided; this is so far"}; at most an
            hour. The model is judged by what was sent to it before it was probed again with success: failed probes, and
            other tiers in the region.
          </p>
        </section>
      )}
      {attempts.length > 0 ? (
        <WindowAttempts attempts={attempts} n={n} tz={tz} />
      ) : (
        <p className={classes.help}>
          {to === "half_open"
            ? "No attempt caused this: the time to wait was over."
            : "The attempts of its window are not kept any more, or were a router's own."}
        </p>
      )}
    </div>
  );
}

type Attempt = FailoverDetail["attempts"][number];

function WindowAttempts({ attempts, n, tz }: { attempts: Attempt[]; n: number; tz: string }) {
  const columns: DataColumn<Attempt>[] = [
    { id: "id", header: "Attempt", value: ({ id }) => id, cell: ({ id }) => <code>{id}</code> },
    {
      id: "at",
      header: "Started",
      value: ({ started_at }) => started_at,
      cell: (row) => formatInstant(row.started_at, tz),
    },
    { id: "outcome", header: "Outcome", value: ({ outcome }) => outcome },
    {
      id: "ttft",
      header: "TTFT",
      numeric: true,
      value: ({ ttft_ms }) => ttft_ms,
      cell: ({ ttft_ms }) => (ttft_ms === null ? UNKNOWN_TEXT : formatMs(ttft_ms)),
    },
    {
      id: "duration",
      header: "Duration",
      numeric: true,
      value: ({ duration_ms }) => duration_ms,
      cell: ({ duration_ms }) => formatMs(duration_ms),
    },
  ];
  return (
    <>
      <p className={classes.help}>
        {attempts.length < n ? `The latest ${attempts.length} of the ${n} attempts` : `The ${n} attempts`} of the
        window, the latest first.
      </p>
      <DataTable
        caption="Attempts of the window"
        columns={columns}
        rows={attempts}
        rowKey={({ id }) => id}
        maxHeight={300}
      />
    </>
  );
}
