"use client";

import { ReportBar } from "@/components/shell/report-bar";
import { PageHead } from "@/components/ui/page-head";
import { PanelGrid } from "@/components/ui/panel";
import { FocusExport } from "./focus-export";
import { GroupPicker } from "./group-picker";
import { ParityPanel, type ParitySource } from "./parity-panel";
import { SpendChart } from "./spend-chart";
import { SpendStats } from "./spend-stats";
import { SpendTable } from "./spend-table";
import { UnpricedPanel } from "./unpriced-panel";
import { useSpend } from "./use-spend";

/** What it cost, by anything, in the report zone, and what the number leaves out. */
export function SpendScreen({ paritySources }: { paritySources: readonly ParitySource[] }) {
  const { groups, setGroups, interval, table, bars, coverage, csvHref } = useSpend();
  return (
    <>
      <ReportBar />
      <PageHead
        title="Spend"
        lead="What did it cost, and is the number right?"
        actions={<GroupPicker groups={groups} onChange={setGroups} />}
      />
      <FocusExport />
      <SpendStats spend={table} />
      <PanelGrid>
        <SpendChart bars={bars} groups={groups} interval={interval} />
        <SpendTable table={table} groups={groups} csvHref={csvHref} />
        <UnpricedPanel coverage={coverage} />
        <ParityPanel sources={paritySources} />
      </PanelGrid>
    </>
  );
}
