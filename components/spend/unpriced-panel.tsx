"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { describeUnpriced, isPartlyUnpriced } from "@/components/ui/describe-unpriced";
import { ModelName } from "@/components/ui/model-name";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import type { Spend, SpendRow } from "@/lib/contract/spend";
import { formatCount, formatPercent, formatWhole } from "@/lib/domain/format";

const COLUMNS: DataColumn<SpendRow>[] = [
  { id: "model", header: "Model", value: (row) => row.model, cell: (row) => <ModelName model={row.model ?? ""} /> },
  { id: "provider", header: "Provider", value: (row) => row.provider },
  {
    id: "unpriced",
    header: "Without a cost",
    hint: "attempts",
    numeric: true,
    value: unpriced,
    cell: (row) => formatWhole(unpriced(row)),
  },
  {
    id: "share",
    header: "Of its attempts",
    numeric: true,
    value: unpricedShare,
    cell: (row) => formatPercent(unpricedShare(row), 1),
  },
  { id: "why", header: "Why", value: describeUnpriced },
  {
    id: "tokens",
    header: "Tokens",
    hint: "of all its attempts",
    numeric: true,
    value: ({ tokens }) => (tokens.input ?? 0) + (tokens.output ?? 0),
    cell: ({ tokens }) => formatCount(tokens.input === null ? null : tokens.input + (tokens.output ?? 0)),
  },
];

/** The models whose attempts the sums leave out, and why. */
export function UnpricedPanel({ coverage }: { coverage: UseQueryResult<Spend> }) {
  return (
    <Panel title="Not in the totals" subtitle="Models with attempts that have no cost: unknown is never counted as 0">
      <UnpricedBody coverage={coverage} />
    </Panel>
  );
}

function UnpricedBody({ coverage }: { coverage: UseQueryResult<Spend> }) {
  if (coverage.data === undefined) {
    if (coverage.error) return <FailedBox error={coverage.error} onRetry={() => coverage.refetch()} height={120} />;
    return <Skeleton height={120} />;
  }
  if (coverage.data.total.attempts === 0)
    return <EmptyBox title="No attempts" hint="Nothing to price in this window." />;
  const rows = unpricedRows(coverage.data);
  if (rows.length === 0)
    return <EmptyBox title="Everything is priced" hint="Every attempt of the window has a cost." />;
  return (
    <DataTable
      caption="Models with unpriced attempts"
      columns={COLUMNS}
      rows={rows}
      rowKey={(row) => `${row.model} ${row.provider}`}
      sortBy={{ id: "unpriced", desc: true }}
    />
  );
}

/** Rows of which some attempts have no cost. */
function unpricedRows(spend: Spend): SpendRow[] {
  return spend.rows.filter(isPartlyUnpriced);
}

function unpricedShare(row: SpendRow): number {
  return 1 - (row.priced_share ?? 0);
}

function unpriced(row: SpendRow): number {
  return Math.round(row.attempts * unpricedShare(row));
}
