"use client";

import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import type { CappedDimension, IngestHealth } from "@/lib/contract/ingest-health";
import { CAPPED_VALUE } from "@/lib/domain/dimension-cap";
import { formatRelative, formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

/** The dimensions that have more values a day than are told apart: often an id stands where a name should. */
export function CappedPanel({ at, capped }: Pick<IngestHealth, "at" | "capped">) {
  if (capped.length === 0) return null;
  const columns: DataColumn<CappedDimension>[] = [
    { id: "dimension", header: t("Dimension"), value: ({ dimension }) => dimension.replaceAll("_", " ") },
    {
      id: "values",
      header: t("Values"),
      hint: t("distinguished that day"),
      numeric: true,
      value: ({ values }) => values,
      cell: ({ values }) => formatWhole(values),
    },
    { id: "since", header: t("Since"), value: ({ since }) => since, cell: ({ since }) => formatRelative(since, at) },
    { id: "example", header: t("First of the others"), value: ({ example }) => example },
  ];
  return (
    <Panel
      title={t("Too many values")}
      subtitle={t("All further values of the UTC day are {others}; sums stay whole. Is an id sent as a name?", {
        others: CAPPED_VALUE,
      })}
    >
      <DataTable
        caption={t("Dimensions with more values a day than are distinguished")}
        columns={columns}
        rows={capped}
        rowKey={({ dimension }) => dimension}
        sortBy={{ id: "since", desc: true }}
        maxHeight={300}
      />
    </Panel>
  );
}
