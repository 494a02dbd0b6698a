"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { useReport } from "@/components/shell/use-report";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Explain } from "@/components/ui/explain";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedBox } from "@/components/ui/state-box";
import type { Waste } from "@/lib/contract/waste";
import { displayUsd, formatInstant, formatPercent, formatWhole } from "@/lib/domain/format";
import type { WasteKind } from "@/lib/domain/waste";

type WasteRow = Waste["kinds"][number];

const KINDS: Record<WasteKind, { label: string; meaning: string }> = {
  refused: { label: "Refused", meaning: "Turned away by the gateway's own limit, budget or guardrail" },
  cancelled: { label: "Cancelled", meaning: "The caller left before the answer" },
  retried: { label: "Retried", meaning: "Another attempt of the same request followed" },
  failed: { label: "Failed", meaning: "The request's last attempt met a 429, a server error or a timeout" },
  client_error: { label: "Bad request", meaning: "The provider refused it as the caller's mistake" },
};

/** What attempts cost that gave nobody an answer. */
export function WastePanel({ waste }: { waste: UseQueryResult<Waste> }) {
  const { tz } = useReport();
  const { data } = waste;
  const part = data && `${displayUsd(data.wasted.cost_usd)} of ${displayUsd(data.total.cost_usd)} paid for no answer`;
  return (
    <Panel
      title="Waste"
      subtitle={data ? [part, describeKnown(data, tz)].filter(Boolean).join(" · ") : "What bought no answer"}
      actions={
        <Explain
          title="Waste"
          formula="Σ cost of the attempts that were not the answer of their request"
          note="Each attempt is in one kind, the first that fits. By the billing rules only timeouts, cancelled calls and answers that were thrown away cost anything; what a router reports of others is not counted. The bridge's waste is the same."
        />
      }
    >
      <WasteBody waste={waste} />
    </Panel>
  );
}

/** From when on waste is known, where that is not the whole window; nothing else. */
function describeKnown({ from, counted_from }: Waste, zone: string): string {
  if (Date.parse(counted_from) <= Date.parse(from)) return "";
  return `Counted since ${formatInstant(counted_from, zone, "minute")}; of what came before it is not known`;
}

function WasteBody({ waste }: { waste: UseQueryResult<Waste> }) {
  const { data, error, refetch } = waste;
  if (data === undefined) {
    if (error) return <FailedBox error={error} onRetry={() => refetch()} height={140} />;
    return <Skeleton height={140} />;
  }
  return (
    <DataTable
      caption="Waste by kind"
      columns={columnsOf(data)}
      rows={data.kinds}
      rowKey={({ kind }) => kind}
      sortBy={{ id: "cost", desc: true }}
      totals
      csv
    />
  );
}

function columnsOf({ wasted, total }: Waste): DataColumn<WasteRow>[] {
  const shareOf = (usd: string | null) =>
    usd === null || total.cost_usd === null || Number(total.cost_usd) === 0
      ? null
      : Number(usd) / Number(total.cost_usd);
  return [
    { id: "kind", header: "Kind", value: ({ kind }) => KINDS[kind].label, total: "All waste" },
    { id: "meaning", header: "What it is", wrap: true, sortable: false, value: ({ kind }) => KINDS[kind].meaning },
    {
      ...{ id: "attempts", header: "Attempts", numeric: true },
      value: ({ attempts }) => attempts,
      cell: ({ attempts }) => formatWhole(attempts),
      total: formatWhole(wasted.attempts),
      totalValue: wasted.attempts,
    },
    {
      ...{ id: "attempt-share", header: "Of attempts", numeric: true },
      value: ({ attempts }) => (total.attempts === 0 ? null : attempts / total.attempts),
      cell: ({ attempts }) => formatPercent(total.attempts === 0 ? null : attempts / total.attempts),
      total: formatPercent(total.attempts === 0 ? null : wasted.attempts / total.attempts),
      totalValue: total.attempts === 0 ? null : wasted.attempts / total.attempts,
    },
    {
      ...{ id: "cost", header: "Cost", numeric: true },
      value: ({ cost_usd }) => (cost_usd === null ? null : Number(cost_usd)),
      csv: ({ cost_usd }) => cost_usd,
      cell: ({ cost_usd }) => displayUsd(cost_usd),
      total: displayUsd(wasted.cost_usd),
      totalValue: wasted.cost_usd,
    },
    {
      ...{ id: "share", header: "Of spend", numeric: true },
      value: ({ cost_usd }) => shareOf(cost_usd),
      cell: ({ cost_usd }) => formatPercent(shareOf(cost_usd)),
      total: formatPercent(shareOf(wasted.cost_usd)),
      totalValue: shareOf(wasted.cost_usd),
    },
    {
      ...{ id: "unpriced", header: "Without a cost", hint: "attempts", numeric: true },
      value: ({ unpriced }) => unpriced,
      cell: ({ unpriced }) => formatWhole(unpriced),
      total: formatWhole(wasted.unpriced),
      totalValue: wasted.unpriced,
    },
  ];
}
