"use client";

import { ReportBar } from "@/components/shell/report-bar";
import { FILTERS_BESIDE_MODEL } from "@/components/shell/report-params";
import { AliasLink } from "@/components/ui/alias-link";
import { ModelDot } from "@/components/ui/model-name";
import { PageHead } from "@/components/ui/page-head";
import { PanelGrid } from "@/components/ui/panel";
import { CATALOGUE } from "@/lib/domain/catalogue/catalogue";
import { formatCount } from "@/lib/domain/format";
import { ErrorChart } from "./error-chart";
import { Exemplars } from "./exemplars";
import { PricePanel, RolesPanel, type ShownPrice } from "./facts-panels";
import { LatencyChart } from "./latency-chart";
import { ModelStats } from "./model-stats";
import { RegionTable } from "./region-table";
import { WeekHeat } from "./week-heat";

const notInCatalogue = (
  <>
    Not in the catalogue; an <AliasLink /> counts a name for a model that is
  </>
);

/** One model: how it answers, where and when it fails, what it costs, and where it is used. */
export function ModelScreen({ model, prices }: { model: string; prices: ShownPrice[] }) {
  const known = CATALOGUE.find(({ id }) => id === model);
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
          known
            ? `${known.name} · ${known.modalities.join(", ")} · ${formatCount(known.contextTokens)} tokens of context`
            : notInCatalogue
        }
      />
      <ModelStats model={model} />
      <PanelGrid>
        <LatencyChart model={model} />
        <ErrorChart model={model} />
        <WeekHeat model={model} />
        <RegionTable model={model} />
        <Exemplars model={model} kind="slowest" />
        <Exemplars model={model} kind="failed" />
        <PricePanel prices={prices} />
        <RolesPanel model={model} />
      </PanelGrid>
    </>
  );
}
