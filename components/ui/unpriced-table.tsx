"use client";

import type { Unpriced, UnpricedRow } from "@/lib/contract/unpriced";
import { formatCount, formatInstant, formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { type DataColumn, DataTable } from "./data-table";
import { describeUnpriced } from "./describe-unpriced";
import { ModelName } from "./model-name";

type UnpricedTableProps = { unpriced: Unpriced; zone: string; maxHeight?: number };

/** How many attempts of each model have no cost, and why. */
export function UnpricedTable({ unpriced, zone, maxHeight }: UnpricedTableProps) {
  return (
    <DataTable
      caption={t("Attempts without a cost")}
      columns={columnsOf(unpriced, zone)}
      rows={unpriced.unpriced}
      rowKey={({ model, provider, reason }) => `${model} ${provider} ${reason}`}
      sortBy={{ id: "attempts", desc: true }}
      maxHeight={maxHeight}
      totals
      csv
    />
  );
}

function columnsOf({ attempts }: Unpriced, zone: string): DataColumn<UnpricedRow>[] {
  return [
    {
      id: "model",
      header: t("Model"),
      value: ({ model }) => model,
      cell: ({ model }) => <ModelName model={model} />,
      total: t("Total"),
    },
    { id: "provider", header: t("Provider"), value: ({ provider }) => provider },
    {
      id: "attempts",
      header: t("Without a cost"),
      hint: t("attempts"),
      numeric: true,
      value: (row) => row.attempts,
      cell: (row) => formatWhole(row.attempts),
      total: formatWhole(attempts),
      totalValue: attempts,
    },
    { id: "why", header: t("Why"), wrap: true, value: (row) => describeUnpriced(row, zone) },
    {
      id: "tokens",
      header: t("Their tokens"),
      numeric: true,
      value: ({ tokens }) => tokens,
      cell: ({ tokens }) => formatCount(tokens),
    },
    {
      id: "last",
      header: t("Last"),
      value: ({ last_at }) => last_at,
      cell: ({ last_at }) => formatInstant(last_at, zone, "minute"),
    },
  ];
}

/** From when on they were counted, where that is not the whole window; nothing else. */
export function describeCounted({ from, counted_from }: Pick<Unpriced, "from" | "counted_from">, zone: string): string {
  if (Date.parse(counted_from) <= Date.parse(from)) return "";
  return t("Single attempts are retained since {since}; earlier ones are not listed", {
    since: formatInstant(counted_from, zone, "minute"),
  });
}
