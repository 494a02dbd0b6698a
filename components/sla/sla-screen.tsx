"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import Link from "next/link";
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
import type { Sla } from "@/lib/contract/sla";
import { monthOf } from "@/lib/domain/months/month-span";
import { t } from "@/lib/messages/translate";
import { BlamePanel, ReliabilityPanel } from "./blame-panel";
import { ExclusionsPanel } from "./exclusions-panel";
import { IncidentTable } from "./incident-table";
import classes from "./sla.module.css";
import { SlaLegend } from "./sla-legend";
import { SlaTable } from "./sla-table";
import { TargetsPanel } from "./targets-panel";
import { TotalsPanel } from "./totals-panel";

/** Who misses what is asked of them, where, and by how much; targets and exclusions are changed by admins. */
export function SlaScreen({ canEdit }: { canEdit: boolean }) {
  const { query, tz } = useReport();
  const sla = useLiveQuery(readOptions("/api/v1/stats/sla", { ...query, tz }));
  const { data } = sla;
  const month = data && monthOf(Date.parse(data.to) - 1, tz);
  return (
    <>
      <ReportBar months />
      <PageHead
        title="SLA"
        lead={t("Who misses the target, where, and by how many failures?")}
        actions={
          month && (
            <Link className={classes.link} href={`/sla/report?${new URLSearchParams({ month, tz })}`}>
              {t("Report of {month}", { month })}
            </Link>
          )
        }
      />
      <PanelGrid>
        <Panel
          title={t("Targets by model and region")}
          subtitle={
            data
              ? t(
                  "{range} · days in {tz} · {counts, select, true {429 counts as failure} other {429 does not count}} · missed first, by failures over the budget",
                  { range: describeRange(data, tz), tz, counts: String(data.rate_limited_counts) },
                )
              : describeNoData(sla.error)
          }
          actions={<ExplainSla />}
        >
          <SlaBody sla={sla} />
        </Panel>
        {data && data.rows.length > 0 && (
          <>
            <TotalsPanel sla={data} by="model" />
            <TotalsPanel sla={data} by="region" />
            <IncidentTable sla={data} />
            <BlamePanel total={data.total} />
            <ReliabilityPanel reliability={data.reliability} />
          </>
        )}
        <TargetsPanel canEdit={canEdit} />
        <ExclusionsPanel canEdit={canEdit} tz={tz} />
      </PanelGrid>
    </>
  );
}

function ExplainSla() {
  return (
    <Explain
      title="SLA"
      formula={t(
        "attempts: ok ÷ (ok + failed) · minutes: 1 − down ÷ measured · budget: (1 − target) × counted · burn rate: failed share ÷ (1 − target)",
      )}
      note={t(
        "A minute is measured with at least one counted attempt, and down when more than half of them failed. Percentages are rounded down. Unmeasured time is neither up nor down: the coverage is how much was measured. Under any filter but model, provider and region there are no minutes. A burn rate of 1 uses the budget up exactly by the end of the window.",
      )}
    />
  );
}

function SlaBody({ sla }: { sla: Pick<UseQueryResult<Sla>, "data" | "error" | "refetch"> }) {
  if (sla.data === undefined) {
    if (sla.error) return <FailedBox error={sla.error} onRetry={() => sla.refetch()} height={300} />;
    return <Skeleton height={420} />;
  }
  if (sla.data.rows.length === 0) {
    return <EmptyBox title={t("No traffic in this window")} hint={<EmptyHint />} height={200} />;
  }
  return (
    <>
      <SlaLegend />
      <SlaTable sla={sla.data} />
    </>
  );
}
