"use client";

import { useState } from "react";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Segmented } from "@/components/ui/segmented";
import { usdColumn } from "@/components/ui/usd-column";
import type { RepriceDifference, RepriceSums } from "@/lib/contract/reprice";
import { formatWhole } from "@/lib/domain/format";
import { type Message, message, t } from "@/lib/messages/translate";

const GROUPS = [
  { value: "models", label: message("By model"), caption: message("Difference by model") },
  { value: "days", label: message("By day"), caption: message("Difference by day") },
  { value: "apps", label: message("By app"), caption: message("Difference by app") },
  { value: "reasons", label: message("Why"), caption: message("Difference why") },
] as const;
type GroupName = (typeof GROUPS)[number]["value"];

type Row = RepriceSums & { name: string; why: string | null };
const HEADERS: Record<GroupName, Message> = {
  models: message("Model"),
  days: message("UTC day"),
  apps: message("App"),
  reasons: message("Model"),
};

/** A difference as one table at a time, each of which adds up to the same total. */
export function DifferenceTables({ difference }: { difference: RepriceDifference }) {
  const [group, setGroup] = useState<GroupName>("models");
  const rows = rowsOf(difference, group);
  const caption = GROUPS.find(({ value }) => value === group)?.caption;
  const totals = group !== "reasons" || difference.reasons_left_off === 0;
  return (
    <>
      <Segmented label={t("Grouping")} options={GROUPS} value={group} onChange={setGroup} />
      <DataTable
        key={group}
        caption={caption ? t(caption) : ""}
        columns={columnsOf(group, difference.total)}
        rows={rows}
        rowKey={({ name, why }) => `${name} ${why}`}
        sortBy={group === "days" ? { id: "name", desc: false } : { id: "difference", desc: true }}
        totals={totals && group !== "reasons"}
        maxHeight={420}
        csv
      />
      {difference.reasons_left_off > 0 && group === "reasons" && (
        <p>{t("{count} smaller differences are not listed.", { count: formatWhole(difference.reasons_left_off) })}</p>
      )}
    </>
  );
}

function rowsOf({ models, days, apps, reasons }: RepriceDifference, group: GroupName): Row[] {
  const at = (model: string, provider: string) => t("{model} at {provider}", { model, provider });
  if (group === "models") return models.map((row) => ({ ...row, name: at(row.model, row.provider), why: null }));
  if (group === "days") return days.map((row) => ({ ...row, name: row.day, why: null }));
  if (group === "apps") return apps.map((row) => ({ ...row, name: row.app, why: null }));
  return reasons.map((row) => ({ ...row, name: at(row.model, row.provider) }));
}

function columnsOf(group: GroupName, total: RepriceSums): DataColumn<Row>[] {
  const count = (id: "attempts" | "changed" | "newly_priced" | "became_unpriced", header: string): DataColumn<Row> => ({
    ...{ id, header, numeric: true, value: (row) => row[id], cell: (row) => formatWhole(row[id]) },
    ...{ total: formatWhole(total[id]), totalValue: total[id] },
  });
  const money = (id: "former_usd" | "new_usd", header: string) =>
    usdColumn<Row>({ id, header, of: (row) => row[id], total: total[id] });
  const difference: DataColumn<Row> = {
    ...usdColumn({
      ...{ id: "difference", header: t("Difference"), isChange: true },
      of: (row) => row.difference_usd,
      total: total.difference_usd,
    }),
    // By size, so that what fell by much is not last.
    value: (row) => Math.abs(Number(row.difference_usd)),
  };
  const why: DataColumn<Row>[] =
    group === "reasons" ? [{ id: "why", header: t("Price version"), wrap: true, value: ({ why: text }) => text }] : [];
  return [
    { id: "name", header: HEADERS[group], value: ({ name }) => name, total: t("Total") },
    ...why,
    difference,
    money("former_usd", t("Cost now")),
    money("new_usd", t("Cost after")),
    count("attempts", t("Attempts")),
    count("changed", t("Changed")),
    count("newly_priced", t("Newly priced")),
    count("became_unpriced", t("Losing their cost")),
  ];
}
