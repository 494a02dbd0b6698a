"use client";

import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { usdColumn } from "@/components/ui/usd-column";
import type { CapacityShare, CapacityUse } from "@/lib/contract/capacity-use";
import { formatWhole } from "@/lib/domain/format";
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
    usdColumn({ id: "paid", header: t("Paid"), of: ({ capacity_usd }) => capacity_usd, total: total.capacity_usd }),
    usdColumn({
      ...{ id: "token", header: t("By the token"), hint: t("not billed") },
      of: ({ token_usd, is_idle }) => (is_idle ? null : token_usd),
      total: total.token_usd,
    }),
    usdColumn({
      ...{ id: "allocated", header: t("Its share"), hint: t("$/M, without idle") },
      of: ({ allocated_usd_per_m }) => allocated_usd_per_m,
    }),
  ];
}
