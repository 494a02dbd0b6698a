"use client";

import { IconFileSpreadsheet } from "@tabler/icons-react";
import { SectionNav } from "@/components/shell/section-nav";
import { PRICES_TABS } from "@/components/shell/section-tabs";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { Panel, PanelGrid } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { t } from "@/lib/messages/translate";
import { ApplyPanel } from "./apply-panel";
import { DiffPanel } from "./diff-panel";
import classes from "./import.module.css";
import { ListPanel } from "./list-panel";
import { MissingPanel } from "./missing-panel";
import { usePriceImport } from "./use-price-import";

/** Takes a price list: what it would change, what of that is wanted, and then all of it at once. */
export function ImportScreen({ canEdit }: { canEdit: boolean }) {
  return (
    <>
      <PageHead
        title={t("Import prices")}
        lead={t("What would a price list change?")}
        actions={
          <a href="/api/v1/prices.csv" download className={classes.csv}>
            <IconFileSpreadsheet size={15} aria-hidden /> {t("Current prices as CSV")}
          </a>
        }
      />
      <SectionNav label={t("Prices")} tabs={PRICES_TABS} />
      {canEdit ? <ImportConsole /> : <NotAllowed />}
    </>
  );
}

function NotAllowed() {
  return (
    <Notice as="div">
      <strong>{t("Only finance and admins import prices.")}</strong>
      <span>
        {t(
          "You can look at the prices on the Prices page and download them here. To have a list imported, ask somebody with the role finance or admin.",
        )}
      </span>
    </Notice>
  );
}

function ImportConsole() {
  const state = usePriceImport();
  const { diff, look } = state;
  return (
    <PanelGrid>
      <ListPanel state={state} />
      {!diff && look.isPending && (
        <Panel title={t("What would change")}>
          <Skeleton height={240} />
        </Panel>
      )}
      {diff && !diff.applied && <DiffPanel key={diff.state} diff={diff} state={state} />}
      {diff && !diff.applied && diff.missing.length > 0 && <MissingPanel diff={diff} state={state} />}
      {diff && <ApplyPanel diff={diff} state={state} />}
    </PanelGrid>
  );
}
