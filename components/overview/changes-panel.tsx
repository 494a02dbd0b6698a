"use client";

import { useQueries } from "@tanstack/react-query";
import Link from "next/link";
import { useCarriedHref } from "@/components/shell/use-carried-href";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { describeNoData } from "@/components/ui/describe";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { readOptions } from "@/lib/client/read-options";
import { formatInstant } from "@/lib/domain/format";
import classes from "./overview.module.css";
import { overviewQueries } from "./overview-queries";
import { type Change, prepareChanges } from "./prepare-changes";

const SHOWN = 12;

/** What changed in the window: policy saves, failovers, and models that turned up without a price. */
export function ChangesPanel() {
  const { query, tz } = useReport();
  const queries = overviewQueries({ query, tz });
  const carry = useCarriedHref();
  const stats = useLiveQuery(readOptions("/api/v1/stats/models", queries.stats));
  const failovers = useLiveQuery(readOptions("/api/v1/failovers", queries.failovers));
  const bundle = useLiveQuery(readOptions("/api/v1/policies", {}));
  const tiers = Object.keys(bundle.data?.tiers ?? {});
  const versions = useQueries({
    queries: tiers.map((name) => readOptions("/api/v1/policies/{tier}/versions", { tier: name })),
    combine: (results) => results.flatMap(({ data }) => data?.versions ?? []),
  });
  const error = stats.error ?? failovers.error ?? bundle.error;

  if (!stats.data || !failovers.data || !bundle.data) {
    return (
      <Panel title="What changed" subtitle={describeNoData(error)}>
        {error ? (
          <FailedBox error={error} onRetry={() => failovers.refetch()} height={160} />
        ) : (
          <Skeleton height={160} />
        )}
      </Panel>
    );
  }
  const changes = prepareChanges({ stats: stats.data, failovers: failovers.data.failovers, versions });
  return (
    <Panel
      title="What changed"
      subtitle={`In the window, newest first${changes.length > SHOWN ? ` · ${SHOWN} of ${changes.length}` : ""}`}
      actions={<Link href={carry("/failovers")}>All failovers</Link>}
    >
      {changes.length === 0 ? (
        <EmptyBox title="Nothing changed" hint="No policy was saved, no failover fired, and every model is priced." />
      ) : (
        <ol className={classes.changes}>
          {changes.slice(0, SHOWN).map((change) => (
            <ChangeRow key={change.key} change={change} zone={tz} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function ChangeRow({ change, zone }: { change: Change; zone: string }) {
  return (
    <li>
      <span className={classes.changeAt}>{change.at ? formatInstant(change.at, zone, "minute") : "In the window"}</span>
      <Pill tone={change.tone}>{change.kind}</Pill>
      <span className={classes.changeText}>{change.text}</span>
    </li>
  );
}
