"use client";

import Link from "next/link";
import { ReportBar } from "@/components/shell/report-bar";
import { useCarriedHref } from "@/components/shell/use-carried-href";
import { PageHead } from "@/components/ui/page-head";
import { PanelGrid } from "@/components/ui/panel";
import { t } from "@/lib/messages/translate";
import { AnomaliesPanel } from "./anomalies-panel";
import { BridgePanel } from "./bridge-panel";
import { CertaintyPanel } from "./certainty-panel";
import { FocusExport } from "./focus-export";
import { ForecastPanel } from "./forecast-panel";
import { GroupPicker } from "./group-picker";
import { ParityPanel, type ParitySource } from "./parity-panel";
import { SpendChart } from "./spend-chart";
import { SpendStats } from "./spend-stats";
import { SpendTable } from "./spend-table";
import { SpendTreemap } from "./spend-treemap";
import { UnpricedPanel } from "./unpriced-panel";
import { useSpend } from "./use-spend";
import { WastePanel } from "./waste-panel";

/** What it cost, by anything, in the report zone, and what the number leaves out. */
export function SpendScreen({ paritySources }: { paritySources: readonly ParitySource[] }) {
  const carry = useCarriedHref();
  const { groups, setGroups, interval, table, bars, unpriced, waste, csvHref } = useSpend();
  return (
    <>
      <ReportBar months />
      <PageHead
        title={t("Spend")}
        lead={t("What did it cost, and is the number right?")}
        actions={
          <>
            <GroupPicker groups={groups} onChange={setGroups} />
            <FocusExport />
            <Link href={carry("/what-if")}>{t("What if…")}</Link>
          </>
        }
      />
      <SpendStats spend={table} />
      <PanelGrid>
        <SpendChart bars={bars} groups={groups} interval={interval} />
        <SpendTreemap table={table} groups={groups} />
        <ForecastPanel />
        <BridgePanel />
        <AnomaliesPanel />
        <SpendTable table={table} groups={groups} csvHref={csvHref} />
        <CertaintyPanel spend={table} />
        <WastePanel waste={waste} />
        <UnpricedPanel unpriced={unpriced} />
        <ParityPanel sources={paritySources} />
      </PanelGrid>
    </>
  );
}
