"use client";

import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useMemo } from "react";
import { useCarriedHref } from "@/components/shell/use-carried-href";
import { useReport } from "@/components/shell/use-report";
import { DataTable } from "@/components/ui/data-table";
import { describeNoData, describeRange } from "@/components/ui/describe";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import type { Spend } from "@/lib/contract/spend";
import { comparedRows, rowKey } from "./compared-rows";
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
          ? [describeRange(data, tz), "rows add up to the total", describePeriod(data, tz)].filter(Boolean).join(" · ")
          : describeNoData(error)
      }
      actions={
        <a href={csvHref} download className={classes.csv}>
          <IconFileSpreadsheet size={15} aria-hidden /> CSV per day
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
    return <EmptyBox title="No traffic in this window" hint="Choose a longer range or clear the filters." />;
  }
  // A table of other groups is another table: it sorts by columns of its own.
  return <SpendRows key={table.data.group_by.join()} spend={table.data} />;
}

function SpendRows({ spend }: { spend: Spend }) {
  const carry = useCarriedHref();
  const columns = useMemo(() => spendColumns(spend, carry), [spend, carry]);
  const rows = useMemo(() => comparedRows(spend), [spend]);
  return (
    <DataTable
      caption={titleOf(spend.group_by)}
      columns={columns}
      rows={rows}
      rowKey={(row) => rowKey(row, spend)}
      sortBy={{ id: "cost", desc: true }}
      totals
      csv
      maxHeight={640}
    />
  );
}

function titleOf(groups: Spend["group_by"]): string {
  return `Spend by ${groups.join(" and ")}`;
}
