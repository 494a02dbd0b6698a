"use client";

import type { ModelHealth } from "@/components/breakers/model-health";
import { RefreshEvery } from "@/components/shell/refresh-every";
import { ReportBar } from "@/components/shell/report-bar";
import { PageHead } from "@/components/ui/page-head";
import { PanelGrid } from "@/components/ui/panel";
import { t } from "@/lib/messages/translate";
import type { TriggerNames } from "./describe-failover";
import { FailoverList } from "./failover-list";
import { HintsPanel } from "./hints-panel";
import { StatesPanel } from "./states-panel";

const FILTERS = ["tier", "region", "model"] as const;

type FailoversScreenProps = { health: readonly ModelHealth[]; triggers: TriggerNames; asOf: string };

/** Which models are avoided now, and every transition with what caused it. */
export function FailoversScreen({ health, triggers, asOf }: FailoversScreenProps) {
  return (
    <>
      <RefreshEvery seconds={10} />
      <ReportBar filters={FILTERS} />
      <PageHead
        title={t("Failovers")}
        lead={t("Every transition of a model's health, and the window that caused it")}
      />
      <PanelGrid>
        <StatesPanel health={health} asOf={asOf} />
        <HintsPanel />
        <FailoverList triggers={triggers} />
      </PanelGrid>
    </>
  );
}
