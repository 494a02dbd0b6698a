"use client";

import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { AliasLink } from "@/components/ui/alias-link";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { UnpricedTable } from "@/components/ui/unpriced-table";
import { readOptions } from "@/lib/client/read-options";

/** Models whose attempts arrive without a price: often a name the alias table does not know. */
export function UnpricedSeen() {
  const { query, tz } = useReport();
  const { data, error, isFetching, refetch } = useLiveQuery(readOptions("/api/v1/spend/unpriced", { ...query, tz }));
  return (
    <Panel
      title="Unpriced models seen"
      subtitle={
        <>
          Their cost is unknown, never 0. To price a name, map it to a catalogue model with an <AliasLink />.
        </>
      }
    >
      {data === undefined && !error && <Skeleton height={120} />}
      {data === undefined && error && (
        <FailedBox error={error} onRetry={() => refetch()} retrying={isFetching} height={120} />
      )}
      {data?.attempts === 0 && <EmptyBox title="None" hint="Every attempt seen in this range has a cost." />}
      {data !== undefined && data.attempts > 0 && <UnpricedTable unpriced={data} zone={tz} maxHeight={320} />}
    </Panel>
  );
}
