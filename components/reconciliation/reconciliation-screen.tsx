"use client";

import dynamic from "next/dynamic";
import { SectionNav } from "@/components/shell/section-nav";
import { LEDGER_TABS } from "@/components/shell/section-tabs";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { PanelGrid } from "@/components/ui/panel";
import { t } from "@/lib/messages/translate";
import type { BillSourceOption } from "./bill-form";
import { ReconciliationList } from "./reconciliation-list";
import { ReconciliationPanels } from "./reconciliation-panels";
import { RememberedNames } from "./remembered-names";
import { useReconciliations } from "./use-reconciliations";

// Loaded when it is first wanted: whoever only looks needs no form.
const BillForm = dynamic(() => import("./bill-form").then((module) => module.BillForm));

/** A provider's bill beside what is counted here, and why the two differ. */
export function ReconciliationScreen({ canEdit, sources }: { canEdit: boolean; sources: readonly BillSourceOption[] }) {
  const { list, models, openId, setOpenId, create, ...actions } = useReconciliations();
  const open = list.data?.reconciliations.find(({ id }) => id === openId) ?? null;
  const failed = actions.change.error ?? actions.run.error ?? actions.remove.error ?? actions.nameModels.error;
  return (
    <>
      <PageHead
        title={t("Reconciliation")}
        lead={t("Does the provider's bill say what the ledger says, and if not, why?")}
      />
      <SectionNav label={t("Ledger")} tabs={LEDGER_TABS} />
      {!canEdit && <Notice spaced>{t("You can read reconciliations here; finance and admins can add them.")}</Notice>}
      {failed && (
        <Notice tone="bad" role="alert" spaced>
          {failed.message}
        </Notice>
      )}
      <PanelGrid>
        {open && (
          <ReconciliationPanels
            key={open.id}
            of={open}
            {...{ canEdit, actions }}
            onClose={() => void setOpenId(null)}
          />
        )}
        {canEdit && !open && <BillForm sources={sources} create={create} />}
        <ReconciliationList {...{ list, openId, canEdit }} />
        <RememberedNames models={models} canEdit={canEdit} nameModels={actions.nameModels} />
      </PanelGrid>
    </>
  );
}
