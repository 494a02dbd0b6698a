"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { EmptyHint } from "@/components/shell/empty-hint";
import { FILTER_LABELS } from "@/components/shell/report-params";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { describeNoData } from "@/components/ui/describe";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { usdColumn } from "@/components/ui/usd-column";
import type { WhatIf } from "@/lib/contract/what-if";
import { formatWhole } from "@/lib/domain/format";
import { formatUsd, parseUsd } from "@/lib/domain/pricing/usd";
import { type Message, message, t } from "@/lib/messages/translate";
import { dimensionWord } from "./describe-what-if";

type Row = WhatIf["rows"][number] & { isAttempts: boolean };

/** Every row of the answer and what no row has, adding up to the totals at both ends. */
export function RowsPanel({ answer }: { answer: UseQueryResult<WhatIf> }) {
  const { data, error } = answer;
  return (
    <Panel
      title={t("What-if by {dimension}", { dimension: dimensionWord(data?.by ?? "model") })}
      subtitle={data ? t("Rows add up to the totals, low ends and high ends each") : describeNoData(error)}
    >
      <Body answer={answer} />
    </Panel>
  );
}

function Body({ answer }: { answer: UseQueryResult<WhatIf> }) {
  const { data, error } = answer;
  if (data === undefined) {
    if (error) return <FailedBox error={error} onRetry={() => answer.refetch()} height={160} />;
    return <Skeleton height={200} />;
  }
  if (data.rows.length === 0) {
    return <EmptyBox title={t("No traffic in this window")} hint={<EmptyHint />} />;
  }
  return (
    <DataTable
      key={data.by}
      caption={t("What-if by {dimension}", { dimension: dimensionWord(data.by) })}
      columns={columnsOf(data)}
      rows={rowsOf(data)}
      rowKey={({ name }) => name}
      sortBy={{ id: "recorded", desc: true }}
      totals
      csv
      maxHeight={560}
    />
  );
}

function rowsOf({ rows, beside, recorded }: WhatIf): Row[] {
  const usage = recorded.usage_records_usd;
  const others = [
    ...beside.map(({ kind, low_usd, high_usd }) => ({ name: t(BESIDE[kind]), recorded_usd: "0", low_usd, high_usd })),
    ...(usage === "0"
      ? []
      : [{ name: t("Usage records, unchanged"), recorded_usd: usage, low_usd: usage, high_usd: usage }]),
  ];
  return [
    ...rows.map((row) => ({ ...row, isAttempts: true })),
    ...others.map((row) => ({ ...row, attempts: 0, isAttempts: false })),
  ];
}

function columnsOf({ by, recorded, what_if, rows }: WhatIf): DataColumn<Row>[] {
  const attempts = rows.reduce((sum, row) => sum + row.attempts, 0);
  return [
    { id: "name", header: FILTER_LABELS[by].one, value: ({ name }) => name, total: t("Total") },
    {
      ...{ id: "attempts", header: t("Attempts"), hint: t("with a cost"), numeric: true },
      value: (row) => (row.isAttempts ? row.attempts : null),
      cell: (row) => (row.isAttempts ? formatWhole(row.attempts) : ""),
      ...{ total: formatWhole(attempts), totalValue: attempts },
    },
    money("recorded", t("Recorded"), (row) => row.recorded_usd, recorded.cost_usd),
    money("low", t("What-if, low"), (row) => row.low_usd, what_if.low_usd),
    money("high", t("What-if, high"), (row) => row.high_usd, what_if.high_usd),
    change("less", t("Difference, low"), (row) => row.low_usd, { recorded, end: what_if.low_usd }),
    change("more", t("Difference, high"), (row) => row.high_usd, { recorded, end: what_if.high_usd }),
  ];
}

function money(id: string, header: string, usd: (row: Row) => string, total: string | null): DataColumn<Row> {
  return usdColumn({ id, header, of: usd, total });
}

type Ends = { recorded: WhatIf["recorded"]; end: string };

function change(id: string, header: string, usd: (row: Row) => string, { recorded, end }: Ends): DataColumn<Row> {
  const of = (row: Row) => formatUsd(difference(usd(row), row.recorded_usd));
  return usdColumn({ id, header, of, total: formatUsd(difference(end, recorded.cost_usd)), isChange: true });
}

function difference(usd: string, from: string | null): bigint {
  return (parseUsd(usd) ?? 0n) - (parseUsd(from ?? "0") ?? 0n);
}

const BESIDE: Record<WhatIf["beside"][number]["kind"], Message> = {
  cold_cache: message("Filling the cache, once"),
  capacity: message("Capacity by the hour"),
};
