import Link from "next/link";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { rich } from "@/components/ui/rich";
import type { AttemptDetail } from "@/lib/contract/attempts";
import { displayPrice, displayUsd, formatInstant, formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import classes from "./attempts.module.css";
import { describeCost } from "./describe-cost";

type Line = AttemptDetail["cost"]["lines"][number] & { place: number };

/** What an attempt cost, line by line, by the price version it was charged by. */
export function AttemptCost({ detail: { attempt, cost }, tz }: { detail: AttemptDetail; tz: string }) {
  const { price, currency } = cost;
  return (
    <Panel title={t("Cost")} subtitle={describeCost(attempt, cost)} span={6}>
      {cost.lines.length > 0 && (
        <DataTable
          caption={t("Cost line by line")}
          columns={columnsOf(currency ?? "USD")}
          rows={cost.lines.map((line, place) => ({ ...line, place }))}
          rowKey={({ place }) => String(place)}
        />
      )}
      {price && (
        <p className={classes.muted}>
          {rich("By <link>version {id} of {provider}/{model}</link>, valid from {validFrom}. Source: {source}.", {
            link: (text) => (
              <Link href={`/prices?price=${encodeURIComponent(`${price.provider}/${price.model}`)}`}>{text}</Link>
            ),
            id: price.id,
            provider: price.provider,
            model: price.model,
            validFrom: formatInstant(price.valid_from, tz, "minute"),
            source: price.source,
          })}
        </p>
      )}
      {attempt.reported_cost_usd !== null && (
        <p className={classes.muted}>
          {t("The router reported {cost}.", { cost: displayUsd(attempt.reported_cost_usd) })}
        </p>
      )}
    </Panel>
  );
}

function columnsOf(currency: string): DataColumn<Line>[] {
  return [
    { id: "rule", header: t("Line"), sortable: false, wrap: true, value: ({ rule }) => rule },
    {
      id: "quantity",
      header: t("Quantity"),
      sortable: false,
      numeric: true,
      value: ({ quantity }) => quantity,
      cell: ({ quantity }) => formatWhole(quantity),
    },
    {
      id: "amount",
      header: t("Price"),
      sortable: false,
      numeric: true,
      value: ({ amount }) => amount,
      cell: ({ amount, per }) => {
        if (amount === null) return t("no price");
        const price = displayPrice(amount, currency);
        return per === "unit" ? t("{price} a unit", { price }) : t("{price} a million", { price });
      },
    },
    {
      id: "total",
      header: t("Cost"),
      sortable: false,
      numeric: true,
      value: ({ total }) => total,
      cell: ({ total }) => (total === null ? t("unknown") : displayPrice(total, currency)),
    },
  ];
}
