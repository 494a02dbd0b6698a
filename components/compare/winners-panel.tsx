"use client";

import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { describeNoData, describeRange } from "@/components/ui/describe";
import { ModelName } from "@/components/ui/model-name";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { readOptions } from "@/lib/client/read-options";
import type { Winners } from "@/lib/contract/winners";
import { CONCERN_LABELS, CONCERNS } from "@/lib/domain/comparison/winners";
import { formatCount } from "@/lib/domain/format";
import classes from "./compare.module.css";

function concernLabel(concern: string): string {
  return CONCERNS.flatMap((known) => (known === concern ? [CONCERN_LABELS[known]] : []))[0] ?? concern;
}

/** Which of the picked models wins each concern, and whether the evidence is enough to say so. */
export function WinnersPanel({ picked }: { picked: string[] }) {
  const { query, tz } = useReport();
  const winners = useLiveQuery(readOptions("/api/v1/stats/winners", { ...query, model: picked }));
  return (
    <Panel
      span={7}
      title="Which model wins"
      subtitle={winners.data ? describeRange(winners.data, tz) : describeNoData(winners.error)}
    >
      <WinnersBody winners={winners} />
    </Panel>
  );
}

function WinnersBody({ winners }: { winners: ReturnType<typeof useLiveQuery<Winners, readonly unknown[]>> }) {
  if (winners.data === undefined) {
    if (winners.error) return <FailedBox error={winners.error} onRetry={() => winners.refetch()} height={180} />;
    return <Skeleton height={180} />;
  }
  const rows = winners.data.winners;
  if (rows.length === 0) return <EmptyBox title="Nothing to decide" hint="Pick at least two models with traffic." />;
  return (
    <ul className={classes.winners}>
      {rows.map((row) => (
        <li key={row.concern}>
          <span className={classes.concern}>{concernLabel(row.concern)}</span>
          <span className={classes.winner}>{row.winner ? <ModelName model={row.winner} /> : "No clear winner"}</span>
          <span className={classes.why}>
            {row.why} <span className={classes.hint}>n {formatCount(row.n)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
