"use client";

import { IconPlus } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { SectionNav } from "@/components/shell/section-nav";
import { PRICES_TABS } from "@/components/shell/section-tabs";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { PanelGrid } from "@/components/ui/panel";
import { t } from "@/lib/messages/translate";
import { CataloguePanel } from "./catalogue-panel";
import { conditionsKey } from "./describe-price";
import { pairOf } from "./pair-of";
import type { PriceStart } from "./price-dialog";
import { PriceGrid } from "./price-grid";
import { choicesOf, pairKey } from "./price-rows";
import { PriceTimeline } from "./price-timeline";
import { RatesPanel, useReportRates } from "./rates-panel";
import { TestBox } from "./test-box";
import { UnpricedNames } from "./unpriced-names";
import { useHistory, usePrices } from "./use-prices";
import { openVersion } from "./version-history";

// Loaded when it is first wanted: whoever only looks needs no form.
const PriceDialog = dynamic(() => import("./price-dialog").then((module) => module.PriceDialog), { ssr: false });

/** What every model costs, since when and on whose word; and how a name without a price gets one. */
export function PricesScreen({ canEdit, openedAt }: { canEdit: boolean; openedAt: string }) {
  const state = usePrices(openedAt);
  const { tz, list, catalogue, unpriced, rows = [], refresh, open, setOpen } = state;
  const rates = useReportRates();
  const [start, setStart] = useState<PriceStart | null>(null);
  const pair = pairOf(open);
  const history = useHistory(pair);
  const facts = catalogue.data?.models.find((known) => pair !== null && pairKey(known) === pairKey(pair)) ?? null;
  const priced = rows.filter(({ price }) => price !== null);
  return (
    <>
      <PageHead
        title={t("Prices")}
        lead={t("What does each model cost, since when, and on whose word?")}
        actions={
          canEdit && (
            <Button
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => setStart({ price: null, restores: false })}
            >
              {t("New price")}
            </Button>
          )
        }
      />
      <SectionNav label={t("Prices")} tabs={PRICES_TABS} />
      {!canEdit && <Notice spaced>{t("You can read and try prices here; finance and admins can change them.")}</Notice>}
      <PanelGrid>
        {pair && (
          <PriceTimeline
            key={pairKey(pair)}
            {...{ pair, facts, tz, canEdit }}
            onClose={() => void setOpen(null)}
            onEdit={(price, restores) => setStart({ price, restores })}
          />
        )}
        <PriceGrid {...state} rows={state.rows} rates={rates} list={list} />
        <UnpricedNames
          {...{ unpriced, tz, canEdit }}
          origins={[...new Set(priced.map(pairKey))]}
          onMapped={refresh}
          onPrice={({ provider, model }) => setStart({ price: null, restores: false, pair: { provider, model } })}
        />
        <TestBox tz={tz} />
        <CataloguePanel catalogue={catalogue} now={Date.parse(openedAt)} canEdit={canEdit} onSaved={refresh} />
        <RatesPanel canEdit={canEdit} onSaved={refresh} />
      </PanelGrid>
      <datalist id="test-models">
        {[...new Set(priced.map(({ model }) => model))].map((model) => (
          <option key={model} value={model} />
        ))}
      </datalist>
      {start && (
        <PriceDialog
          start={start}
          latest={start.price && openVersion(history.data?.prices ?? [], conditionsKey(start.price))}
          lists={list.data?.holiday_lists ?? []}
          models={[...new Set(rows.map(({ model }) => model))]}
          providers={choicesOf(rows).providers}
          tz={tz}
          onSaved={async (saved) => {
            await refresh();
            void setOpen(pairKey(saved));
          }}
          onClose={() => setStart(null)}
        />
      )}
    </>
  );
}
