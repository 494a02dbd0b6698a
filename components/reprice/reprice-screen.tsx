"use client";

import { useState } from "react";
import { SectionNav } from "@/components/shell/section-nav";
import { PRICES_TABS } from "@/components/shell/section-tabs";
import { useReport } from "@/components/shell/use-report";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { Panel, PanelGrid } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedBox } from "@/components/ui/state-box";
import { t } from "@/lib/messages/translate";
import { DifferencePanel } from "./difference-panel";
import { emptyDraft } from "./reprice-draft";
import { RepriceForm } from "./reprice-form";
import { RepriceHistory } from "./reprice-history";
import { isStale, useReprice } from "./use-reprice";

/** What stored attempts would cost by the prices of today, before and after that is applied. */
export function RepriceScreen({ canEdit, nowMs }: { canEdit: boolean; nowMs: number }) {
  const { tz } = useReport();
  const { runs, look, apply, cancel, undo } = useReprice();
  const closed = runs.data?.closed_months ?? [];
  const [draft, setDraft] = useState(() => emptyDraft(nowMs, closed));
  const preview = look.data?.preview ?? null;
  const isRunning = runs.data?.runs.some(({ state }) => state === "running") ?? false;
  const problem = look.error ?? apply.error ?? cancel.error;
  return (
    <>
      <PageHead title={t("Re-price")} lead={t("What would past attempts cost by the prices of today?")} />
      <SectionNav label={t("Prices")} tabs={PRICES_TABS} />
      {!canEdit && (
        <Notice spaced>{t("You can read re-prices here; finance and admins can apply and undo them.")}</Notice>
      )}
      <div aria-live="polite">
        {look.isPending && (
          <Notice spaced>
            {t(
              "Every attempt of the range is priced anew, and nothing is changed. A million of them can take half a minute.",
            )}
          </Notice>
        )}
        {problem && (
          <Notice tone="bad" role="alert" spaced>
            {isStale(problem) && preview
              ? t("{problem} Below is the difference of now.", { problem: problem.message })
              : problem.message}
          </Notice>
        )}
      </div>
      <PanelGrid>
        {canEdit && (
          <Panel title={t("Range")} subtitle={t("Nothing changes until you apply what is shown")}>
            <RepriceForm
              {...{ draft, closed }}
              isLooking={look.isPending}
              onChange={(next) => {
                setDraft(next);
                // A difference of another range must not be applied.
                look.reset();
                apply.reset();
              }}
              onLook={() => look.mutate(draft)}
            />
          </Panel>
        )}
        {preview && (
          <DifferencePanel
            key={preview.token}
            preview={preview}
            isRunning={isRunning}
            isPending={apply.isPending}
            onApply={(reason) => apply.mutate({ preview, draft, reason })}
          />
        )}
        <Panel
          title={t("History")}
          subtitle={t("Former costs are retained as long as the attempts, so each run can be undone")}
        >
          {runs.data === undefined && runs.error && <FailedBox error={runs.error} onRetry={() => runs.refetch()} />}
          {runs.data === undefined && !runs.error && <Skeleton height={160} />}
          {runs.data && (
            <RepriceHistory
              runs={runs.data.runs}
              {...{ canEdit, tz }}
              onCancel={cancel.mutate}
              onUndo={undo.mutateAsync}
            />
          )}
        </Panel>
      </PanelGrid>
    </>
  );
}
