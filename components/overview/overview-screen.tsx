"use client";

import { ReportBar } from "@/components/shell/report-bar";
import { PageHead } from "@/components/ui/page-head";
import { PanelGrid } from "@/components/ui/panel";
import { AnswerRow } from "./answer-row";
import { ChangesPanel } from "./changes-panel";
import { ModelTable } from "./model-table";
import { ErrorRateChart, RequestsChart } from "./traffic-charts";

/** Whether callers are served, how fast and at what cost, and what changed. */
export function OverviewScreen() {
  return (
    <>
      <ReportBar />
      <PageHead title="Overview" lead="Are callers served, how fast, and at what cost?" />
      <AnswerRow />
      <PanelGrid>
        <ModelTable />
        <RequestsChart />
        <ErrorRateChart />
        <ChangesPanel />
      </PanelGrid>
    </>
  );
}
