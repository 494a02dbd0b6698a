"use client";

import { EmptyHint } from "@/components/shell/empty-hint";
import { ReportBar } from "@/components/shell/report-bar";
import { FILTERS_BESIDE_MODEL } from "@/components/shell/report-params";
import { useReport } from "@/components/shell/use-report";
import { describeMethod, describeNoData, describeRange } from "@/components/ui/describe";
import { PageHead } from "@/components/ui/page-head";
import { Panel, PanelGrid } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { t } from "@/lib/messages/translate";
import { CascadePanel } from "./cascade-panel";
import { CompareTable } from "./compare-table";
import { CostChart } from "./cost-chart";
import { CurveChart } from "./curve-chart";
import { MixPanel } from "./mix-panel";
import { ModelPicker } from "./model-picker";
import { RecommendationPanel } from "./recommendation-panel";
import { RegionHeat } from "./region-heat";
import { useCompare } from "./use-compare";
import { WinnersPanel } from "./winners-panel";

/** Which of two to eight models holds up under this traffic. */
export function CompareScreen() {
  const { tz } = useReport();
  const compare = useCompare();
  const { stats, comparison, picked, columns, query, targets } = compare;
  const hasTraffic = columns.some((column) => column.stats !== null);
  return (
    <>
      <ReportBar filters={FILTERS_BESIDE_MODEL} />
      <PageHead title={t("Compare")} lead={t("Which model holds up under our traffic?")} />
      <ModelPicker picked={picked} />
      <PanelGrid>
        {hasTraffic && <WinnersPanel comparison={comparison} />}
        {hasTraffic && <RecommendationPanel {...compare.recommended} mix={compare.mix} picked={picked} />}
        <MixPanel {...compare} />
        <Panel
          title={t("Side by side")}
          subtitle={
            comparison.data
              ? t(
                  "{range} · {method} · like for like but for the first part, 95 % intervals beneath · coloured against the {limits}",
                  {
                    range: describeRange(comparison.data, tz),
                    method: describeMethod(comparison.data.method),
                    limits: targets.source,
                  },
                )
              : describeNoData(comparison.error ?? stats.error)
          }
        >
          <CompareBody stats={stats} columns={columns} targets={targets} />
        </Panel>
        {hasTraffic && (
          <>
            <CurveChart query={query} picked={picked} metric={compare.metric} onMetric={compare.setMetric} />
            <CostChart comparison={comparison} picked={picked} />
            <RegionHeat query={query} picked={picked} targets={targets} />
            <CascadePanel query={query} />
          </>
        )}
      </PanelGrid>
    </>
  );
}

function CompareBody({
  stats,
  columns,
  targets,
}: Pick<ReturnType<typeof useCompare>, "stats" | "columns" | "targets">) {
  if (stats.data === undefined) {
    if (stats.error) return <FailedBox error={stats.error} onRetry={() => stats.refetch()} height={200} />;
    return <Skeleton height={220} />;
  }
  if (columns.every((column) => column.stats === null)) {
    return <EmptyBox title={t("No traffic of these models")} hint={<EmptyHint />} />;
  }
  return <CompareTable columns={columns} targets={targets} />;
}
