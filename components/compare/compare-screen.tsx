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
import { CompareTable } from "./compare-table";
import { CostChart } from "./cost-chart";
import { CurveChart } from "./curve-chart";
import { ModelPicker } from "./model-picker";
import { RegionHeat } from "./region-heat";
import { useCompare } from "./use-compare";
import { WinnersPanel } from "./winners-panel";

/** Which of two to eight models holds up under this traffic. */
export function CompareScreen() {
  const { tz } = useReport();
  const { stats, picked, columns, rows, metric, setMetric } = useCompare();
  return (
    <>
      <ReportBar filters={FILTERS_BESIDE_MODEL} />
      <PageHead title="Compare" lead="Which model holds up under our traffic?" />
      <ModelPicker picked={picked} />
      <PanelGrid>
        <Panel
          title="Side by side"
          subtitle={
            stats.data
              ? `${describeRange(stats.data, tz)} · ${describeMethod(stats.data.method)} · under each percentile its 95 % band`
              : describeNoData(stats.error)
          }
        >
          <CompareBody stats={stats} columns={columns} />
        </Panel>
        {rows.length > 0 && (
          <>
            <WinnersPanel picked={picked} />
            <RegionHeat picked={picked} />
            <CurveChart picked={picked} metric={metric} onMetric={setMetric} />
            <CostChart stats={stats} rows={rows} picked={picked} />
          </>
        )}
      </PanelGrid>
    </>
  );
}

function CompareBody({ stats, columns }: Pick<ReturnType<typeof useCompare>, "stats" | "columns">) {
  if (stats.data === undefined) {
    if (stats.error) return <FailedBox error={stats.error} onRetry={() => stats.refetch()} height={200} />;
    return <Skeleton height={220} />;
  }
  if (columns.every((column) => column.stats === null)) {
    return <EmptyBox title="No traffic of these models" hint={<EmptyHint />} />;
  }
  return <CompareTable columns={columns} />;
}
