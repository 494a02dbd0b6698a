"use client";

import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useMemo } from "react";
import { useCarriedHref } from "@/components/shell/use-carried-href";
import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { describeNoData, describeRange } from "@/components/ui/describe";
import { modelHref } from "@/components/ui/model-href";
import { ModelName } from "@/components/ui/model-name";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import type { SpendRow, SpendTotal, UsageSpend } from "@/lib/contract/spend";
import type { Tokens } from "@/lib/contract/stats";
import { displayUsd, formatCount, formatPercent, formatWhole } from "@/lib/domain/format";
import type { SpendGroup } from "@/lib/domain/report-dimensions";
import { describeUsageCell } from "./describe-usage-records";
import { groupName } from "./prepare-spend-bars";
import classes from "./spend.module.css";
import type { useSpend } from "./use-spend";

type SpendTableProps = Pick<ReturnType<typeof useSpend>, "table" | "groups" | "csvHref">;

/** Every group with its tokens, cost and coverage, summing to the total. */
export function SpendTable({ table, groups, csvHref }: SpendTableProps) {
  const { tz } = useReport();
  const carry = useCarriedHref();
  const columns = useMemo(() => columnsOf(groups, carry, table.data?.total), [groups, carry, table.data]);
  return (
    <Panel
      title={`Spend by ${groups.join(" and ")}`}
      subtitle={
        table.data ? `${describeRange(table.data, tz)} · rows add up to the total` : describeNoData(table.error)
      }
      actions={
        <a href={csvHref} download className={classes.csv}>
          <IconFileSpreadsheet size={15} aria-hidden /> CSV per day
        </a>
      }
    >
      <SpendTableBody table={table} groups={groups} columns={columns} />
    </Panel>
  );
}

type BodyProps = Pick<SpendTableProps, "table" | "groups"> & { columns: DataColumn<SpendRow>[] };

function SpendTableBody({ table, groups, columns }: BodyProps) {
  if (table.data === undefined) {
    if (table.error) return <FailedBox error={table.error} onRetry={() => table.refetch()} height={240} />;
    return <Skeleton height={320} />;
  }
  if (table.data.rows.length === 0) {
    return <EmptyBox title="No traffic in this window" hint="Choose a longer range or clear the filters." />;
  }
  return (
    <DataTable
      caption={`Spend by ${groups.join(" and ")}`}
      columns={columns}
      rows={table.data.rows}
      rowKey={(row) => groups.map((group) => groupName(row, group)).join("|")}
      sortBy={{ id: "cost", desc: true }}
      totals
      maxHeight={640}
    />
  );
}

function columnsOf(groups: SpendGroup[], carry: (href: string) => string, total?: SpendTotal): DataColumn<SpendRow>[] {
  const cost = Number(total?.cost_usd ?? 0);
  const share = (row: SpendRow) => (row.cost_usd === null || cost === 0 ? null : Number(row.cost_usd) / cost);
  return [
    ...groups.map(
      (group, index): DataColumn<SpendRow> => ({
        id: group,
        header: group[0]?.toUpperCase() + group.slice(1),
        value: (row) => groupName(row, group),
        cell:
          group === "model"
            ? (row) => <ModelName model={row.model ?? ""} href={carry(modelHref(row.model ?? ""))} />
            : undefined,
        total: index === 0 ? "Total" : null,
      }),
    ),
    {
      id: "cost",
      header: "Spend",
      numeric: true,
      value: (row) => (row.cost_usd === null ? null : Number(row.cost_usd)),
      cell: (row) => (row.cost_usd === null ? "unpriced" : displayUsd(row.cost_usd)),
      total: displayUsd(total?.cost_usd),
    },
    ...(total?.usage_records ? [usageColumn(total.usage_records)] : []),
    { id: "share", header: "Share", numeric: true, value: share, cell: (row) => formatPercent(share(row), 1) },
    count("attempts", "Attempts", (row) => row.attempts, total),
    count("requests", "Requests", (row) => row.requests, total),
    bucket("uncached", "Input", "uncached", uncached, total),
    bucket("cached", "Cached input", "read", ({ cached_input }) => cached_input, total),
    bucket("write", "Cache write", undefined, ({ cache_write }) => cache_write, total),
    bucket("output", "Output", "with reasoning", ({ output }) => output, total),
    {
      id: "priced",
      header: "Priced",
      hint: "of attempts",
      numeric: true,
      value: (row) => row.priced_share,
      cell: (row) => formatPercent(row.priced_share, 1),
      total: formatPercent(total?.priced_share, 1),
    },
    {
      id: "estimated",
      header: "Estimated",
      hint: "of the priced",
      numeric: true,
      value: (row) => row.estimated_share,
      cell: (row) => formatPercent(row.estimated_share, 1),
      total: formatPercent(total?.estimated_share, 1),
    },
  ];
}

/** Of the spend, what comes from bills and consoles. */
function usageColumn(total: UsageSpend): DataColumn<SpendRow> {
  return {
    id: "usage",
    header: "Usage records",
    hint: "of the spend",
    numeric: true,
    value: ({ usage_records }) => (usage_records?.cost_usd == null ? null : Number(usage_records.cost_usd)),
    cell: ({ usage_records }) => describeUsageCell(usage_records),
    total: displayUsd(total.cost_usd),
  };
}

type SpendSums = Pick<SpendTotal, "attempts" | "requests" | "tokens">;

function count(id: string, header: string, of: (row: SpendSums) => number, total?: SpendTotal): DataColumn<SpendRow> {
  return {
    id,
    header,
    numeric: true,
    value: of,
    cell: (row) => formatWhole(of(row)),
    total: total ? formatWhole(of(total)) : null,
  };
}

function bucket(
  id: string,
  header: string,
  hint: string | undefined,
  of: (tokens: Tokens) => number | null,
  total?: SpendTotal,
): DataColumn<SpendRow> {
  return {
    id,
    header,
    hint,
    numeric: true,
    value: (row) => of(row.tokens),
    cell: (row) => formatCount(of(row.tokens)),
    total: total ? formatCount(of(total.tokens)) : null,
  };
}

function uncached({ input, cached_input, cache_write }: Tokens): number | null {
  return input === null ? null : input - (cached_input ?? 0) - (cache_write ?? 0);
}
