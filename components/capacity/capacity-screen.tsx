"use client";

import { IconPlus } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { ReportBar } from "@/components/shell/report-bar";
import { SectionNav } from "@/components/shell/section-nav";
import { PRICES_TABS } from "@/components/shell/section-tabs";
import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { PanelGrid } from "@/components/ui/panel";
import { t } from "@/lib/messages/translate";
import { BreakEvenPanel } from "./break-even-panel";
import { CapacityCards } from "./capacity-cards";
import { DiscountsPanel } from "./discounts-panel";
import { tryDraftOf } from "./prepare-profile";
import { SharesPanel } from "./shares-panel";
import { type Ending, useCapacity } from "./use-capacity";

// Loaded when they are first wanted: whoever only looks needs no form.
const CapacityDialog = dynamic(() => import("./capacity-dialogs").then((module) => module.CapacityDialog), {
  ssr: false,
});
const DiscountDialog = dynamic(() => import("./capacity-dialogs").then((module) => module.DiscountDialog), {
  ssr: false,
});
const EndDialog = dynamic(() => import("./capacity-dialogs").then((module) => module.EndDialog), { ssr: false });

type Dialog = { kind: "capacity" } | { kind: "discount" } | { kind: "end"; ending: Ending };

const NOTHING = { provider: "", models: "", price: "", units: "1", tokens: "" };

/** What is reserved and agreed: who uses it, and whether it pays. */
export function CapacityScreen({ canEdit }: { canEdit: boolean }) {
  const { tz } = useReport();
  const { use, discounts, csvHref, addCapacity, addDiscount, end } = useCapacity();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  const first = use.data?.capacity[0];
  return (
    <>
      <PageHead
        title={t("Capacity")}
        lead={t("What is reserved or agreed, who uses it, and does it pay?")}
        actions={
          canEdit && (
            <>
              <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setDialog({ kind: "capacity" })}>
                {t("Add capacity")}
              </Button>
              <Button variant="default" onClick={() => setDialog({ kind: "discount" })}>
                {t("Add discount")}
              </Button>
            </>
          )
        }
      />
      <SectionNav label={t("Prices")} tabs={PRICES_TABS} />
      <ReportBar filters={[]} months />
      {!canEdit && <Notice spaced>{t("You can read this here; finance and admins can change it.")}</Notice>}
      <PanelGrid>
        <CapacityCards
          {...{ use, canEdit, csvHref }}
          onEnd={(one) => setDialog({ kind: "end", ending: { of: "capacity", ...one } })}
        />
        {use.data && use.data.capacity.length > 0 && <SharesPanel use={use.data} />}
        {use.data && (
          <BreakEvenPanel
            key={first?.capacity.id ?? "none"}
            initial={first ? tryDraftOf(first.capacity, first.usd_per_hour) : NOTHING}
          />
        )}
        <DiscountsPanel
          {...{ discounts, canEdit }}
          onEnd={(one) => setDialog({ kind: "end", ending: { of: "discount", ...one } })}
        />
      </PanelGrid>
      {dialog?.kind === "capacity" && <CapacityDialog zone={tz} save={addCapacity.mutateAsync} onClose={close} />}
      {dialog?.kind === "discount" && <DiscountDialog save={addDiscount.mutateAsync} onClose={close} />}
      {dialog?.kind === "end" && (
        <EndDialog
          name={dialog.ending.name}
          save={(draft) => end.mutateAsync({ ending: dialog.ending, draft })}
          onClose={close}
        />
      )}
    </>
  );
}
