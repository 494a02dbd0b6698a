"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { SectionNav } from "@/components/shell/section-nav";
import { LEDGER_TABS } from "@/components/shell/section-tabs";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { Panel, PanelGrid } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import type { Month } from "@/lib/contract/months";
import { t } from "@/lib/messages/translate";
import { monthName } from "./describe-month";
import { MonthTable } from "./month-table";
import { useMonths } from "./use-months";
import { VerifyPanel } from "./verify-panel";

// Loaded when it is first wanted: whoever only looks closes nothing.
const CloseDialog = dynamic(() => import("./close-dialog").then((module) => module.CloseDialog), { ssr: false });

// Who may not close months sees no addresses.
const MailPanel = dynamic(() => import("./mail-panel").then((module) => module.MailPanel));

/** The months, which of them are closed, and what came in since. */
export function LedgerScreen({ canClose }: { canClose: boolean }) {
  const months = useMonths();
  const [closing, setClosing] = useState<Month | null>(null);
  const [closed, setClosed] = useState<string | null>(null);
  const all = months.data?.months;
  return (
    <>
      <PageHead title={t("Ledger")} lead={t("What did each month cost, and is it signed?")} />
      <SectionNav label={t("Ledger")} tabs={LEDGER_TABS} />
      {!canClose && <Notice spaced>{t("You can read months here; finance and admins can close them.")}</Notice>}
      <div aria-live="polite">
        {closed && <Notice spaced>{t("{month} is closed and signed.", { month: monthName(closed) })}</Notice>}
      </div>
      <PanelGrid>
        <Panel
          title={t("Months")}
          subtitle={t(
            "A closed month shows what was signed. Open months are those of {zone}; cost of attempts and usage records.",
            { zone: months.data?.zone ?? "UTC" },
          )}
        >
          {all === undefined && months.error && (
            <FailedBox error={months.error} onRetry={() => months.refetch()} height={200} />
          )}
          {all === undefined && !months.error && <Skeleton height={220} />}
          {all?.every(({ attempts, usage_records }) => attempts + usage_records === 0) && (
            <EmptyBox
              title={t("No records yet")}
              hint={t("Months appear here as soon as a router or a bill has sent something.")}
            />
          )}
          {all?.some(({ attempts, usage_records }) => attempts + usage_records > 0) && (
            <MonthTable months={all} onClose={canClose ? setClosing : null} />
          )}
        </Panel>
        {canClose && <MailPanel />}
        <VerifyPanel month={all?.find(({ state }) => state === "closed")?.month ?? null} />
      </PanelGrid>
      {closing && (
        <CloseDialog
          month={closing}
          zone={months.data?.zone ?? "UTC"}
          onClosed={setClosed}
          onClose={() => setClosing(null)}
        />
      )}
    </>
  );
}
