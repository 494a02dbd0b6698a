"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { useReport } from "@/components/shell/use-report";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { describeCounted, UnpricedTable } from "@/components/ui/unpriced-table";
import type { Unpriced } from "@/lib/contract/unpriced";
import { t } from "@/lib/messages/translate";

/** The models whose attempts the sums leave out, how many, and why. */
export function UnpricedPanel({ unpriced }: { unpriced: UseQueryResult<Unpriced> }) {
  const { tz } = useReport();
  const { data } = unpriced;
  const lead = t("Attempts that have no cost: unknown is never counted as 0");
  return (
    <Panel
      title={t("Not in the totals")}
      subtitle={[lead, data ? describeCounted(data, tz) : ""].filter(Boolean).join(" · ")}
    >
      <UnpricedBody unpriced={unpriced} zone={tz} />
    </Panel>
  );
}

function UnpricedBody({ unpriced, zone }: { unpriced: UseQueryResult<Unpriced>; zone: string }) {
  const { data, error, refetch } = unpriced;
  if (data === undefined) {
    if (error) return <FailedBox error={error} onRetry={() => refetch()} height={120} />;
    return <Skeleton height={120} />;
  }
  if (data.attempts === 0) return <EmptyBox title={t("None")} hint={t("Every attempt that was counted has a cost.")} />;
  return <UnpricedTable unpriced={data} zone={zone} />;
}
