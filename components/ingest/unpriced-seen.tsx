"use client";

import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { AliasLink } from "@/components/ui/alias-link";
import { Panel } from "@/components/ui/panel";
import { rich } from "@/components/ui/rich";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { UnpricedTable } from "@/components/ui/unpriced-table";
import { readOptions } from "@/lib/client/read-options";
import { t } from "@/lib/messages/translate";

/** Models whose attempts arrive without a price: often a name the alias table does not know. */
export function UnpricedSeen() {
  const { query, tz } = useReport();
  const { data, error, isFetching, refetch } = useLiveQuery(readOptions("/api/v1/spend/unpriced", { ...query, tz }));
  return (
    <Panel
      title={t("Unpriced models seen")}
      subtitle={rich("Their cost is unknown, never 0. To price a name, map it to a catalogue model with an {alias}.", {
        alias: <AliasLink />,
      })}
    >
      {data === undefined && !error && <Skeleton height={120} />}
      {data === undefined && error && (
        <FailedBox error={error} onRetry={() => refetch()} retrying={isFetching} height={120} />
      )}
      {data?.attempts === 0 && <EmptyBox title={t("None")} hint={t("Every attempt seen in this range has a cost.")} />}
      {data !== undefined && data.attempts > 0 && <UnpricedTable unpriced={data} zone={tz} maxHeight={320} />}
    </Panel>
  );
}
