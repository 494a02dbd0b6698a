"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { modelHref } from "@/components/ui/model-href";
import { ModelName } from "@/components/ui/model-name";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { Skeleton } from "@/components/ui/skeleton";
import { FailedBox } from "@/components/ui/state-box";
import { usePrinting } from "@/components/ui/use-printing";
import type { CatalogueModel } from "@/lib/contract/catalogue";
import { MODALITY_NAMES } from "@/lib/domain/catalogue/modality-names";
import { formatCount, UNKNOWN_TEXT } from "@/lib/domain/format";
import { DAY_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { pairKey } from "./price-rows";

const ModelDialog = dynamic(() => import("./model-dialog").then((module) => module.ModelDialog), { ssr: false });
const SOON_MS = 60 * DAY_MS;

type CataloguePanelProps = {
  catalogue: UseQueryResult<{ models: CatalogueModel[] }>;
  now: number;
  canEdit: boolean;
  onSaved: () => Promise<void>;
};

/** Who changed what and why is on the screen and in the file: a sheet upright is not wide enough for it. */
const OFF_PAPER = ["by", "reason", "actions"];

/** What is known of models at providers: what they take, how much, and when they retire. */
export function CataloguePanel({ catalogue, now, canEdit, onSaved }: CataloguePanelProps) {
  const [edited, setEdited] = useState<{ known: CatalogueModel | null } | null>(null);
  const { data, error } = catalogue;
  const isPrinting = usePrinting();
  const columns = columnsOf({ now, canEdit, onEdit: (known) => setEdited({ known }) });
  return (
    <Panel
      title={t("Model catalogue")}
      subtitle={t("What is known of a model at a provider. It sets no price and changes no routing")}
      actions={
        canEdit && (
          <Button variant="default" onClick={() => setEdited({ known: null })}>
            {t("Add a model")}
          </Button>
        )
      }
    >
      {data === undefined && error && <FailedBox error={error} onRetry={() => catalogue.refetch()} height={160} />}
      {data === undefined && !error && <Skeleton height={200} />}
      {data && (
        <DataTable
          caption={t("Model catalogue")}
          columns={isPrinting ? columns.filter(({ id }) => !OFF_PAPER.includes(id)) : columns}
          rows={data.models}
          rowKey={pairKey}
          maxHeight={380}
          csv
        />
      )}
      {edited && (
        <ModelDialog
          known={edited.known}
          current={data?.models.find((known) => edited.known && pairKey(known) === pairKey(edited.known)) ?? null}
          onSaved={onSaved}
          onClose={() => setEdited(null)}
        />
      )}
    </Panel>
  );
}

type ColumnInput = { now: number; canEdit: boolean; onEdit: (known: CatalogueModel) => void };

function columnsOf({ now, canEdit, onEdit }: ColumnInput): DataColumn<CatalogueModel>[] {
  const yesNo = (value: boolean | null) => (value === null ? null : value ? t("yes") : t("no"));
  const actions: DataColumn<CatalogueModel> = {
    id: "actions",
    header: t("Change|actions"),
    sortable: false,
    value: () => null,
    cell: (known) => (
      <Button variant="subtle" aria-label={t("Change {name}", { name: pairKey(known) })} onClick={() => onEdit(known)}>
        {t("Change")}
      </Button>
    ),
  };
  return [
    {
      id: "model",
      header: t("Model"),
      value: ({ model }) => model,
      cell: ({ model }) => <ModelName model={model} href={modelHref(model)} />,
    },
    { id: "provider", header: t("Provider"), value: ({ provider }) => provider },
    { id: "label", header: t("Name"), value: ({ label }) => label },
    {
      id: "retires",
      header: t("Retires"),
      value: ({ retires_on }) => retires_on,
      cell: (known) => <Retirement known={known} now={now} />,
    },
    { id: "replaced", header: t("Replaced by"), value: ({ replaced_by }) => replaced_by },
    {
      id: "takes",
      header: t("Takes"),
      value: ({ modalities }) => modalities?.map((name) => t(MODALITY_NAMES[name])).join(", "),
    },
    { id: "tools", header: t("Tools"), value: ({ tools }) => yesNo(tools) },
    {
      id: "context",
      header: t("Context"),
      hint: t("tokens"),
      numeric: true,
      value: (known) => known.context_window_tokens,
      cell: (known) => formatCount(known.context_window_tokens),
    },
    {
      id: "output",
      header: t("Largest output"),
      hint: t("tokens"),
      numeric: true,
      value: (known) => known.max_output_tokens,
      cell: (known) => formatCount(known.max_output_tokens),
    },
    { id: "released", header: t("Released"), value: ({ released_on }) => released_on },
    { id: "source", header: t("Source"), wrap: true, value: ({ source }) => source },
    { id: "by", header: t("Changed by"), value: ({ updated_by }) => updated_by ?? t("nobody") },
    { id: "reason", header: t("Why"), wrap: true, value: ({ reason }) => reason },
    ...(canEdit ? [actions] : []),
  ];
}

function Retirement({ known, now }: { known: CatalogueModel; now: number }) {
  if (known.retires_on === null) return UNKNOWN_TEXT;
  const left = Date.parse(known.retires_on) - now;
  if (left > SOON_MS) return known.retires_on;
  return (
    <>
      {known.retires_on} <Pill tone={left <= 0 ? "bad" : "warn"}>{left <= 0 ? t("retired") : t("soon")}</Pill>
    </>
  );
}
