"use client";

import { OpenDetections } from "@/components/detections/open-detections";
import { ReportBar } from "@/components/shell/report-bar";
import { PageHead } from "@/components/ui/page-head";
import { PanelGrid } from "@/components/ui/panel";
import { t } from "@/lib/messages/translate";
import { AnswerRow } from "./answer-row";
import { ChangesPanel } from "./changes-panel";
import { FirstSteps, type FirstStepsDone } from "./first-steps";
import { ModelTable } from "./model-table";
import { ErrorRateChart, RequestsChart } from "./traffic-charts";

/** Whether callers are served, how fast and at what cost, and what changed; for an admin, what is yet to be set up. */
export function OverviewScreen({ firstSteps }: { firstSteps: FirstStepsDone | null }) {
  return (
    <>
      <ReportBar />
      <PageHead title={t("Overview")} lead={t("Are callers served, how fast, and at what cost?")} />
      {firstSteps && <FirstSteps done={firstSteps} />}
      <AnswerRow />
      <PanelGrid>
        <OpenDetections />
        <ModelTable />
        <RequestsChart />
        <ErrorRateChart />
        <ChangesPanel />
      </PanelGrid>
    </>
  );
}
