"use client";

import { IconFileSpreadsheet, IconPlus } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useReport } from "@/components/shell/use-report";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { Panel, PanelGrid } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyBox, FailedBox } from "@/components/ui/state-box";
import { UndoNotice } from "@/components/ui/undo-notice";
import type { Budget } from "@/lib/contract/budgets";
import { t } from "@/lib/messages/translate";
import { AlertsPanel } from "./alerts-panel";
import { BudgetCard } from "./budget-card";
import { BudgetPanel } from "./budget-panel";
import classes from "./budgets.module.css";
import { useBudgets } from "./use-budgets";

// Loaded when it is first wanted: whoever only looks needs no form.
const BudgetDialog = dynamic(() => import("./budget-dialog").then((module) => module.BudgetDialog), { ssr: false });

/** What may be spent, how it goes, and who is asked before it hurts. */
export function BudgetsScreen({ canEdit }: { canEdit: boolean }) {
  const { tz } = useReport();
  const { list, detail, openId, setOpenId, save, remove, restore } = useBudgets();
  const [edited, setEdited] = useState<{ budget: Budget | null } | null>(null);
  const [deleted, setDeleted] = useState<Budget | null>(null);
  const problem = remove.error ?? restore.error;
  const openAlerts = detail.data?.id === openId ? detail.data?.alerts : undefined;
  return (
    <>
      <PageHead
        title={t("Budgets")}
        lead={t("What may be spent, and when will it be used up?")}
        actions={
          canEdit && (
            <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setEdited({ budget: null })}>
              {t("New budget")}
            </Button>
          )
        }
      />
      {!canEdit && <Notice spaced>{t("You can read budgets here; finance and admins can change them.")}</Notice>}
      <UndoNotice
        deleted={deleted?.name ?? null}
        isPending={restore.isPending}
        onUndo={() => deleted && restore.mutate(deleted, { onSuccess: () => setDeleted(null) })}
        onDismiss={() => setDeleted(null)}
      />
      {problem && (
        <Notice tone="bad" role="alert" spaced>
          {problem.message}
        </Notice>
      )}
      <PanelGrid>
        {openId !== null && <BudgetPanel key={openId} detail={detail} onClose={() => void setOpenId(null)} />}
        <BudgetList
          {...{ list, openId, canEdit }}
          isBusy={remove.isPending}
          onEdit={(budget) => setEdited({ budget })}
          onDelete={(budget) => remove.mutate(budget, { onSuccess: () => setDeleted(budget) })}
        />
        {list.data && <AlertsPanel alerts={openAlerts ?? list.data.alerts} />}
      </PanelGrid>
      {edited && (
        <BudgetDialog
          budget={edited.budget}
          current={list.data?.budgets.find(({ id }) => id === edited.budget?.id) ?? null}
          tz={tz}
          save={save.mutateAsync}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}

type BudgetListProps = Pick<ReturnType<typeof useBudgets>, "list" | "openId"> & {
  canEdit: boolean;
  isBusy: boolean;
  onEdit: (budget: Budget) => void;
  onDelete: (budget: Budget) => void;
};

function BudgetList({ list, openId, canEdit, isBusy, onEdit, onDelete }: BudgetListProps) {
  const all = list.data?.budgets;
  return (
    <Panel
      title={t("All budgets")}
      subtitle={t(
        "The bar is the amount, or what is projected where that is more: solid is spent, striped is projected, the mark is where an even pace would be now",
      )}
      actions={
        all &&
        all.length > 0 && (
          <a href="/api/v1/budgets?format=csv" download className={classes.csv}>
            <IconFileSpreadsheet size={15} aria-hidden /> CSV
          </a>
        )
      }
    >
      {all === undefined && list.error && <FailedBox error={list.error} onRetry={() => list.refetch()} height={200} />}
      {all === undefined && !list.error && <Skeleton height={220} />}
      {all?.length === 0 && (
        <EmptyBox
          title={t("No budgets yet")}
          hint={
            canEdit
              ? t("Add one for all spend or for a team, app, tier, model or key. You see when it will be used up.")
              : t("Finance or an admin can add one.")
          }
        />
      )}
      {all && all.length > 0 && (
        <ul className={classes.cards}>
          {all.map((budget) => (
            <BudgetCard
              key={budget.id}
              budget={budget}
              isOpen={budget.id === openId}
              {...{ canEdit, isBusy, onEdit, onDelete }}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}
