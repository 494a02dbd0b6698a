"use client";

import { useCarriedHref } from "@/components/shell/use-carried-href";
import { useReport } from "@/components/shell/use-report";
import { describeNoData, describeRange } from "@/components/ui/describe";
import { Explain } from "@/components/ui/explain";
import { modelHref } from "@/components/ui/model-href";
import { ModelName } from "@/components/ui/model-name";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { TableCsv } from "@/components/ui/table-csv";
import { CONCERN_FORMULAS } from "@/lib/domain/comparison/concerns";
import { formatCount } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import classes from "./compare.module.css";
import { concernLabel, describeEffect, tableOfWinners } from "./describe-winners";
import type { useCompare } from "./use-compare";

type Comparison = ReturnType<typeof useCompare>["comparison"];

/** Which of the picked models wins each concern, and whether the evidence is enough to say so. */
export function WinnersPanel({ comparison }: { comparison: Comparison }) {
  const { tz } = useReport();
  return (
    <Panel
      title={t("Which model wins")}
      subtitle={
        comparison.data
          ? t("{range} · at most one table in twenty names a winner where models are alike", {
              range: describeRange(comparison.data, tz),
            })
          : describeNoData(comparison.error)
      }
      actions={
        <Explain
          title={t("Which model wins")}
          formula={t("lead over the closest rival ÷ margin of both 95 % intervals, by Student's t")}
          note={t(
            "A winner is named where the lead over every rival is clear, and stays so among all concerns of the table (Holm's correction). The interval of a lead is that of the difference.",
          )}
        />
      }
    >
      <WinnersBody comparison={comparison} />
    </Panel>
  );
}

function WinnersBody({ comparison }: { comparison: Comparison }) {
  const carry = useCarriedHref();
  if (comparison.data === undefined) {
    if (comparison.error)
      return <FailedBox error={comparison.error} onRetry={() => comparison.refetch()} height={180} />;
    return <Skeleton height={180} />;
  }
  const { winners } = comparison.data;
  if (winners.length === 0)
    return <EmptyBox title={t("Nothing to decide")} hint={t("Pick at least two models with traffic.")} />;
  return (
    <>
      <TableCsv caption={t("Which model wins")} table={() => tableOfWinners(winners)} />
      <ul className={classes.winners}>
        {winners.map((row) => (
          <li key={`${row.concern} ${row.scope}`}>
            <span className={classes.concern} title={t(CONCERN_FORMULAS[row.concern])}>
              {concernLabel(row)}
            </span>
            <span className={classes.winner}>
              {row.winner ? (
                <ModelName model={row.winner} href={carry(modelHref(row.winner))} />
              ) : row.p === null && row.n === 0 ? (
                t("None of them alone")
              ) : (
                // The reason says so, and of how many.
                <span aria-hidden>–</span>
              )}
            </span>
            <span className={classes.why}>
              {row.why}
              {row.effect && row.winner && ` · ${t("ahead by {lead}", { lead: describeEffect(row.effect) })}`}{" "}
              {/* Without a winner the reason says it. */}
              {row.winner && row.n > 0 && <span className={classes.hint}>n {formatCount(row.n)}</span>}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
