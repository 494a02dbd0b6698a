"use client";

import { useQueryState } from "nuqs";
import { useEffect, useId, useRef, useState } from "react";
import { useShell } from "@/components/shell/shell-context";
import { Panel } from "@/components/ui/panel";
import { t } from "@/lib/messages/translate";
import { BacktestPanel } from "../backtest/backtest-panel";
import { BacktestResult, RESULT_ID } from "../backtest/backtest-result";
import { FrontierPanel } from "../backtest/frontier-panel";
import { draftOfPoint } from "../backtest/prepare-frontier";
import { rehearsalWarnings } from "../backtest/prepare-rehearsal";
import { RehearsalPanel } from "../backtest/rehearsal-panel";
import { useBacktest } from "../backtest/use-backtest";
import { useFrontier } from "../backtest/use-frontier";
import { useRehearsal } from "../backtest/use-rehearsal";
import { ModelList } from "../candidates/model-list";
import { regionToOpen } from "../candidates/region-error";
import { ALL_REGIONS, RegionTabs } from "../candidates/region-tabs";
import { DraftField } from "../draft/draft-field";
import { PolicyFormProvider } from "../draft/policy-form-context";
import { shownErrors } from "../draft/shown-errors";
import { useFieldMarks } from "../draft/use-field-marks";
import { useUnsavedGuard } from "../draft/use-unsaved-guard";
import formClasses from "../parts/form.module.css";
import textClasses from "../parts/text.module.css";
import { RecoveryFields, TriggerFields } from "../thresholds/failover-fields";
import { ThresholdPanel } from "../thresholds/threshold-panel";
import { ThresholdsProvider } from "../thresholds/thresholds-context";
import { useThresholds } from "../thresholds/use-thresholds";
import classes from "./editor.module.css";
import { LoadedNotice } from "./loaded-notice";
import { ReviewPanel } from "./review-panel";
import { type PolicyEditorInput, usePolicyEditor } from "./use-policy-editor";

type PolicyEditorProps = PolicyEditorInput & {
  readOnly: boolean;
  /** Whether a second approver has to approve what the form holds. */
  needsApproval: boolean;
  asOf: string;
  /** The catalogue's models; those seen in traffic are known anyway. */
  models: readonly string[];
  aliases: Readonly<Record<string, string>>;
};

/** A tier's policy as a form: every field of the contract, the difference beside it, and Publish. */
export function PolicyEditor({ readOnly, needsApproval, asOf, models, aliases, ...input }: PolicyEditorProps) {
  const editor = usePolicyEditor(input);
  const backtests = useBacktest();
  const rehearsals = useRehearsal();
  const sweeps = useFrontier();
  const { draft, change, refusals } = editor;
  const { marks, marking } = useFieldMarks();
  // What the server rejected stays marked while the user types.
  const errors = { ...shownErrors(editor.found, marks), ...editor.errors };
  const { dimensions } = useShell();
  const [suggestedRegion] = useQueryState("region");
  const [region, setRegion] = useState((input.suggested && suggestedRegion) ?? ALL_REGIONS);
  const form = useRef<HTMLFormElement>(null);
  const modelListId = useId();
  const known = [...new Set([...models, ...dimensions.model])];
  const inTabs = draft.regions.map((entry) => entry.region);
  const thresholds = useThresholds({ draft, change, region });
  useUnsavedGuard(editor.isDirty && !readOnly);

  const toOpen = regionToOpen(errors, inTabs);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each refusal moves the focus once, typing afterwards does not
  useEffect(() => {
    if (refusals === 0) return;
    if (toOpen !== null) setRegion(toOpen);
    // After the tab's fields have appeared.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }, [refusals]);

  return (
    <PolicyFormProvider
      value={{
        draft,
        stored: editor.base.draft,
        change,
        errors,
        marking,
        readOnly,
        models: known,
        modelListId,
        aliases,
      }}
    >
      <LoadedNotice loaded={editor.holds} />
      <form
        ref={form}
        noValidate
        aria-label={t("{tier} policy", { tier: draft.tier })}
        onSubmit={(event) => {
          // Not `action`: React would reset the form when the answer settles.
          event.preventDefault();
          // Enter in a field comes here too, where there is no button to press.
          if (!readOnly && !needsApproval && !editor.isPending && !editor.changesNothing) editor.submit();
        }}
      >
        <ModelList id={modelListId} models={known} />
        <div className={formClasses.editor} data-read-only={readOnly || undefined}>
          <div className={textClasses.stack}>
            <Panel
              title={t("Who answers")}
              subtitle={t("The primary while it is healthy, then the fallbacks in order")}
            >
              <div className={textClasses.stack}>
                <DraftField
                  name="description"
                  path="description"
                  label={t("Description")}
                  kind="text"
                  required={false}
                  help={t("What this tier is for, up to 500 characters.")}
                />
                <RegionTabs regions={dimensions.region} selected={region} onSelect={setRegion} />
              </div>
            </Panel>
            <Panel title={t("Limits per request")}>
              <div className={formClasses.fields}>
                <DraftField
                  name="timeout_ms"
                  path="timeout_ms"
                  label={t("Timeout (ms)")}
                  help={t("How long the router waits for one attempt, 100–600,000.")}
                />
                <DraftField
                  name="max_attempts"
                  path="max_attempts"
                  label={t("Max attempts")}
                  help={t("Upstream attempts for one request, 1–10.")}
                />
              </div>
            </Panel>
            <ThresholdsProvider value={thresholds}>
              <Panel
                title={t("When a model leaves rotation")}
                subtitle={t("Per region and model, from this tier's own attempts")}
              >
                <TriggerFields />
              </Panel>
              <ThresholdPanel />
              <Panel title={t("How it returns")}>
                <RecoveryFields />
              </Panel>
            </ThresholdsProvider>
            {readOnly && (
              <>
                <BacktestPanel runs={backtests} policy={editor.policy} />
                <RehearsalPanel runs={rehearsals} policy={editor.policy} />
              </>
            )}
          </div>
          {!readOnly && (
            <div className={formClasses.aside}>
              <div className={textClasses.stack}>
                <ReviewPanel
                  editor={editor}
                  loaded={editor.holds}
                  needsApproval={needsApproval}
                  asOf={asOf}
                  warnings={rehearsalWarnings(rehearsals.last, editor.policy)}
                />
                <BacktestPanel runs={backtests} policy={editor.policy} />
                <RehearsalPanel runs={rehearsals} policy={editor.policy} />
              </div>
            </div>
          )}
        </div>
        <div className={classes.result} id={RESULT_ID}>
          <BacktestResult runs={backtests} policy={editor.policy} published={editor.base.published} />
        </div>
        <div className={classes.result}>
          <FrontierPanel
            runs={sweeps}
            policy={editor.policy}
            onPick={readOnly ? null : (policy, point) => change(draftOfPoint(policy, point))}
          />
        </div>
      </form>
    </PolicyFormProvider>
  );
}
