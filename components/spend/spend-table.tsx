"use client";

import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useMemo } from "react";
import { EmptyHint } from "@/components/shell/empty-hint";
import { useCarriedHref } from "@/components/shell/use-carried-href";
import { useReport } from "@/components/shell/use-report";
import { DataTable } from "@/components/ui/data-table";
import { describeNoData, describeRange } from "@/components/ui/describe";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { usePrinting } from "@/components/ui/use-printing";
import type { Spend, SpendRow } from "@/lib/contract/spend";
import { DIMENSION_NAMES } from "@/lib/domain/dimension-names";
import { t } from "@/lib/messages/translate";
import { type ComparedRow, comparedRows, rowKey } from "./compared-rows";
import { describePeriod } from "./describe-change";
import classes from "./spend.module.css";
import { spendColumns } from "./spend-columns";
import type { useSpend } from "./use-spend";

type SpendTableProps = Pick<ReturnType<typeof useSpend>, "table" | "groups" | "csvHref">;

/** Every group with its tokens, cost, rates and coverage, summing to the total, beside the period before. */
export function SpendTable({ table, groups, csvHref }: SpendTableProps) {
  const { tz } = useReport();
  const { data, error } = table;
  return (
    <Panel
      title={titleOf(data?.group_by ?? groups)}
      subtitle={
        data
          ? [describeRange(data, tz), t("rows add up to the total"), describePeriod(data, tz)]
              .filter(Boolean)
              .join(" · ")
          : describeNoData(error)
      }
      actions={
        <a href={csvHref} download className={classes.csv}>
          <IconFileSpreadsheet size={15} aria-hidden /> {t("CSV per day")}
        </a>
      }
    >
      <SpendTableBody table={table} />
    </Panel>
  );
}

function SpendTableBody({ table }: Pick<SpendTableProps, "table">) {
  if (table.data === undefined) {
    if (table.error) return <FailedBox error={table.error} onRetry={() => table.refetch()} height={240} />;
    return <Skeleton height={320} />;
  }
  if (table.data.rows.length === 0) {
    return <EmptyBox title={t("No traffic in this window")} hint={<EmptyHint />} />;
  }
  // A table of other groups is another table: it sorts by columns of its own.
  return <SpendRows key={table.data.group_by.join()} spend={table.data} />;
}

function SpendRows({ spend }: { spend: Spend }) {
  const carry = useCarriedHref();
  const isPrinting = usePrinting();
  const { names, money, use } = useMemo(() => spendColumns(spend, carry), [spend, carry]);
  const columns = useMemo(() => [...names, ...money, ...use], [names, money, use]);
  const rows = useMemo(() => bySpend(comparedRows(spend)), [spend]);
  const table = { rows, rowKey: (row: SpendRow) => rowKey(row, spend), totals: true };
  const title = titleOf(spend.group_by);
  if (isPrinting) {
    // No sheet upright is wide enough for all of them.
    return (
      <>
        <DataTable caption={title} columns={[...names, ...money]} {...table} />
        <DataTable caption={t("{title}: tokens and rates", { title })} columns={[...names, ...use]} {...table} />
      </>
    );
  }
  return (
    <DataTable caption={title} columns={columns} sortBy={{ id: "cost", desc: true }} csv maxHeight={640} {...table} />
  );
}

/** The rows that cost most first, those without a cost last. */
function bySpend(rows: ComparedRow[]): ComparedRow[] {
  return rows.toSorted((a, b) => Number(b.cost_usd ?? -1) - Number(a.cost_usd ?? -1));
}

function titleOf(groups: Spend["group_by"]): string {
  const [first = "", second] = groups.map((group) => t(DIMENSION_NAMES[group]));
  return second === undefined
    ? t("Spend by {group}", { group: first })
    : t("Spend by {first} and {second}", { first, second });
}
