"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { EmptyHint } from "@/components/shell/empty-hint";
import { ReportBar } from "@/components/shell/report-bar";
import { useLiveQuery } from "@/components/shell/use-live-query";
import { useReport } from "@/components/shell/use-report";
import { describeNoData, describeRange } from "@/components/ui/describe";
import { Explain } from "@/components/ui/explain";
import { PageHead } from "@/components/ui/page-head";
import { Panel, PanelGrid } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { readOptions } from "@/lib/client/read-options";
import type { Uptime } from "@/lib/contract/uptime";
import { formatUptime } from "@/lib/domain/format";
import { IncidentTable } from "./incident-table";
import { SLA_TARGET } from "./prepare-sla";
import { SlaLegend } from "./sla-legend";
import { SlaTable } from "./sla-table";

/** Uptime per model and region, day by day, against the target. */
export function SlaScreen() {
  const { query, tz } = useReport();
  const uptime = useLiveQuery(readOptions("/api/v1/stats/uptime", { ...query, tz, by: "region" }));
  return (
    <>
      <ReportBar />
      <PageHead title="SLA" lead={`Who keeps ${formatUptime(SLA_TARGET, 1)}, where, and how much may still fail?`} />
      <PanelGrid>
        <Panel
          title="Uptime by model and region"
          subtitle={
            uptime.data
              ? `${describeRange(uptime.data, tz)} · days in ${tz} · ${uptime.data.rate_limited_counts ? "429 counts as failure" : "429 does not count"}`
              : describeNoData(uptime.error)
          }
          actions={
            <Explain
              title="Uptime"
              formula="requests: ok ÷ (ok + failed) · minutes: 1 − down ÷ measured"
              note="A minute is measured with at least one counted attempt, and down when more than half of them failed. Percentages are rounded down. Unmeasured time is neither up nor down: the coverage says how much was measured. Under any filter but model, provider and region there are no minutes."
            />
          }
        >
          <SlaBody uptime={uptime} />
        </Panel>
        {uptime.data && uptime.data.models.length > 0 && <IncidentTable uptime={uptime.data} />}
      </PanelGrid>
    </>
  );
}

function SlaBody({ uptime }: { uptime: Pick<UseQueryResult<Uptime>, "data" | "error" | "refetch"> }) {
  if (uptime.data === undefined) {
    if (uptime.error) return <FailedBox error={uptime.error} onRetry={() => uptime.refetch()} height={300} />;
    return <Skeleton height={420} />;
  }
  if (uptime.data.models.length === 0) {
    return <EmptyBox title="No traffic in this window" hint={<EmptyHint />} height={200} />;
  }
  return (
    <>
      <SlaLegend />
      <SlaTable uptime={uptime.data} />
    </>
  );
}
