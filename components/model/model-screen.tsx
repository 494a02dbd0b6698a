"use client";

import { DetectionsPanel } from "@/components/detections/detections-panel";
import { ReportBar } from "@/components/shell/report-bar";
import { FILTERS_BESIDE_MODEL } from "@/components/shell/report-params";
import { AliasLink } from "@/components/ui/alias-link";
import { ModelDot } from "@/components/ui/model-name";
import { PageHead } from "@/components/ui/page-head";
import { PanelGrid } from "@/components/ui/panel";
import { rich } from "@/components/ui/rich";
import type { CatalogueModel } from "@/lib/contract/catalogue";
import { describeFacts } from "./describe-facts";
import { ErrorChart } from "./error-chart";
import { Exemplars } from "./exemplars";
import { LatencyChart } from "./latency-chart";
import { ModelStats } from "./model-stats";
import { PriceHistory } from "./price-history";
import { PricePanel, type ShownPrice } from "./price-panel";
import { RegionTable } from "./region-table";
import { RetirementNotice } from "./retirement-notice";
import { RolesPanel } from "./roles-panel";
import { SizeTable } from "./size-table";
import { WeekHeat } from "./week-heat";

type ModelScreenProps = {
  model: string;
  prices: ShownPrice[];
  /** What is known of it at each provider. */
  facts: CatalogueModel[];
  /** Whether drafts of policies are offered. */
  canEdit: boolean;
};

/** One model: how it answers, where and when it fails, what it costs, and where it is used. */
export function ModelScreen({ model, prices, facts, canEdit }: ModelScreenProps) {
  return (
    <>
      <ReportBar filters={FILTERS_BESIDE_MODEL} />
      <PageHead
        title={
          <>
            <ModelDot model={model} /> {model}
          </>
        }
        lead={
          facts.length > 0
            ? describeFacts(facts)
            : rich("Not in the catalogue; an {alias} counts a name for a model that is", { alias: <AliasLink /> })
        }
      />
      <RetirementNotice facts={facts} canEdit={canEdit} />
      <ModelStats model={model} />
      <PanelGrid>
        <LatencyChart model={model} />
        <ErrorChart model={model} />
        <WeekHeat model={model} />
        <RegionTable model={model} />
        <DetectionsPanel model={model} />
        <SizeTable model={model} />
        <Exemplars model={model} kind="slowest" />
        <Exemplars model={model} kind="failed" />
        <PricePanel prices={prices} />
        <RolesPanel model={model} />
        <PriceHistory model={model} />
      </PanelGrid>
    </>
  );
}
