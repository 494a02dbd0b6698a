"use client";

import { ReportBar } from "@/components/shell/report-bar";
import { FILTER_LABELS, FILTER_NAMES } from "@/components/shell/report-params";
import { useShell } from "@/components/shell/shell-context";
import { PageHead } from "@/components/ui/page-head";
import { PanelGrid } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import { isLabel } from "@/lib/domain/report-dimensions";
import type { PricedModel } from "@/lib/domain/what-if/changes";
import { t } from "@/lib/messages/translate";
import { BarsPanel } from "./bars-panel";
import { CopyLink } from "./copy-link";
import { GroundsPanel } from "./grounds-panel";
import { ResultStats } from "./result-stats";
import { RowsPanel } from "./rows-panel";
import { modelText, readModel } from "./scenario";
import { ScenarioPanel } from "./scenario-panel";
import { useWhatIf } from "./use-what-if";
import classes from "./what-if.module.css";

/** What the same traffic would have cost otherwise; the whole scenario is in the address. */
export function WhatIfScreen({ targets }: { targets: readonly PricedModel[] }) {
  const { changes, setChanges, by, setBy, baseline, setBaseline, answer, tz } = useWhatIf();
  const { dimensions } = useShell();
  const groups = FILTER_NAMES.filter((name) => !isLabel(name) || dimensions[name].length > 0 || name === by);
  const baselines = new Map([baseline, null, ...targets].map((model) => [modelText(model), model]));
  return (
    <>
      <ReportBar months />
      <PageHead
        title={t("What-if")}
        lead={t("What would the same traffic have cost otherwise?")}
        actions={
          <div className={classes.actions}>
            <Select
              label={t("Rows by")}
              width={130}
              options={groups.map((value) => ({ value, label: FILTER_LABELS[value].one }))}
              value={by}
              onChange={setBy}
            />
            <Select
              label={t("Baseline")}
              width={190}
              options={[...baselines].map(([value, model]) => ({
                value,
                label: model ? t("{model} at {provider}", { model: model.model, provider: model.provider }) : t("None"),
              }))}
              value={modelText(baseline)}
              onChange={(text) => setBaseline(readModel(text))}
            />
            <CopyLink />
          </div>
        }
      />
      <ScenarioPanel changes={changes} targets={targets} onChange={setChanges} />
      <div className={classes.results}>
        <ResultStats answer={answer} />
        <PanelGrid>
          <BarsPanel answer={answer} tz={tz} />
          <RowsPanel answer={answer} />
          {answer.data && <GroundsPanel data={answer.data} />}
        </PanelGrid>
      </div>
    </>
  );
}
