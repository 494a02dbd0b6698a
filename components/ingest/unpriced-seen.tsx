"use client";

import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { AliasLink } from "@/components/ui/alias-link";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { describeUnpriced, isPartlyUnpriced } from "@/components/ui/describe-unpriced";
import { ModelName } from "@/components/ui/model-name";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { readOptions } from "@/lib/client/read-options";
import type { ModelStats } from "@/lib/contract/stats";
import { formatPercent, formatWhole } from "@/lib/domain/format";

const COLUMNS: DataColumn<ModelStats>[] = [
  { id: "model", header: "Model", value: ({ model }) => model, cell: ({ model }) => <ModelName model={model} /> },
  { id: "provider", header: "Provider", value: ({ provider }) => provider },
  {
    id: "attempts",
    header: "Attempts",
    numeric: true,
    value: ({ attempts }) => attempts,
    cell: ({ attempts }) => formatWhole(attempts),
  },
  {
    id: "priced",
    header: "Priced",
    numeric: true,
    value: ({ priced_share }) => priced_share,
    cell: ({ priced_share }) => formatPercent(priced_share, 1),
  },
  { id: "why", header: "Why", value: describeUnpriced },
];

/** Models whose attempts arrive without a price, those that have none at all first: often a name the alias table does not know. */
export function UnpricedSeen() {
  const { query } = useReport();
  const stats = useLiveQuery(readOptions("/api/v1/stats/models", query));
  const rows = stats.data?.models.filter(isPartlyUnpriced).sort((a, b) => b.attempts - a.attempts);
  return (
    <Panel
      title="Unpriced models seen"
      subtitle={
        <>
          Their cost is unknown, never 0. To price a name, map it to a catalogue model with an <AliasLink />.
        </>
      }
    >
      {rows === undefined && !stats.error && <Skeleton height={120} />}
      {rows === undefined && stats.error && (
        <FailedBox error={stats.error} onRetry={() => stats.refetch()} retrying={stats.isFetching} height={120} />
      )}
      {rows?.length === 0 && <EmptyBox title="None" hint="Every model seen in this range has a price." />}
      {rows && rows.length > 0 && (
        <DataTable
          caption="Models without a price"
          columns={COLUMNS}
          rows={rows}
          rowKey={({ model, provider }) => `${model} ${provider}`}
          sortBy={{ id: "priced", desc: false }}
          maxHeight={320}
        />
      )}
    </Panel>
  );
}
