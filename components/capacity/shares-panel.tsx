"use client";

import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import type { CapacityShare, CapacityUse } from "@/lib/contract/capacity-use";
import { displayUsd, formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";

type Row = CapacityShare & { id: number; name: string };

/** Who used capacity, with what each share cost: the shares and what was idle add up to what was paid. */
export function SharesPanel({ use }: { use: CapacityUse }) {
  const rows = use.capacity.flatMap(({ capacity: { id, name }, shares }) =>
    shares.map((share): Row => ({ ...share, id, name })),
  );
  return (
    <Panel
      title={t("Who used it")}
      subtitle={t("What was paid, shared out by use; idle hours are a line of their own")}
    >
      <DataTable
        caption={t("Capacity by model and app")}
        columns={columnsOf(use)}
        rows={rows}
        rowKey={({ id, model, app, is_idle }) => JSON.stringify([id, model, app, is_idle])}
        sortBy={{ id: "paid", desc: true }}
        maxHeight={420}
        totals
        csv
      />
    </Panel>
  );
}

function columnsOf({ total }: CapacityUse): DataColumn<Row>[] {
  const money = (usd: string | null) => (usd === null ? null : Number(usd));
  return [
    { id: "capacity", header: t("Capacity"), value: ({ name }) => name, total: t("Total") },
    { id: "model", header: t("Model"), value: ({ model, is_idle }) => (is_idle ? t("idle capacity") : model) },
    { id: "app", header: t("App"), value: ({ app }) => app },
    {
      ...{ id: "tokens", header: t("Tokens"), numeric: true },
      value: ({ tokens }) => tokens,
      cell: ({ tokens }) => formatWhole(tokens),
      total: formatWhole(total.tokens),
      totalValue: total.tokens,
    },
    {
      ...{ id: "paid", header: t("Paid"), numeric: true },
      value: ({ capacity_usd }) => money(capacity_usd),
      csv: ({ capacity_usd }) => capacity_usd,
      cell: ({ capacity_usd }) => displayUsd(capacity_usd),
      total: displayUsd(total.capacity_usd),
      totalValue: total.capacity_usd,
    },
    {
      ...{ id: "token", header: t("By the token"), hint: t("not billed"), numeric: true },
      value: ({ token_usd }) => money(token_usd),
      csv: ({ token_usd }) => token_usd,
      cell: ({ token_usd, is_idle }) => displayUsd(is_idle ? null : token_usd),
      total: displayUsd(total.token_usd),
      totalValue: total.token_usd,
    },
    {
      ...{ id: "allocated", header: t("Its share"), hint: t("$/M, without idle"), numeric: true },
      value: ({ allocated_usd_per_m }) => money(allocated_usd_per_m),
      csv: ({ allocated_usd_per_m }) => allocated_usd_per_m,
      cell: ({ allocated_usd_per_m }) => displayUsd(allocated_usd_per_m),
    },
  ];
}
