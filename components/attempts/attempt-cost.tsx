import Link from "next/link";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import type { AttemptDetail } from "@/lib/contract/attempts";
import { displayPrice, displayUsd, formatInstant, formatWhole } from "@/lib/domain/format";
import classes from "./attempts.module.css";
import { describeCost } from "./describe-cost";

type Line = AttemptDetail["cost"]["lines"][number] & { place: number };

/** What an attempt cost, line by line, by the price version it was charged by. */
export function AttemptCost({ detail: { attempt, cost }, tz }: { detail: AttemptDetail; tz: string }) {
  const { price, currency } = cost;
  return (
    <Panel title="Cost" subtitle={describeCost(attempt, cost)} span={6}>
      {cost.lines.length > 0 && (
        <DataTable
          caption="Cost line by line"
          columns={columnsOf(currency ?? "USD")}
          rows={cost.lines.map((line, place) => ({ ...line, place }))}
          rowKey={({ place }) => String(place)}
        />
      )}
      {price && (
        <p className={classes.muted}>
          By{" "}
          <Link href={`/prices?price=${encodeURIComponent(`${price.provider}/${price.model}`)}`}>
            version {price.id} of {price.provider}/{price.model}
          </Link>
          , valid from {formatInstant(price.valid_from, tz, "minute")}. Source: {price.source}.
        </p>
      )}
      {attempt.reported_cost_usd !== null && (
        <p className={classes.muted}>The router reported {displayUsd(attempt.reported_cost_usd)}.</p>
      )}
    </Panel>
  );
}

function columnsOf(currency: string): DataColumn<Line>[] {
  return [
    { id: "rule", header: "Line", sortable: false, wrap: true, value: ({ rule }) => rule },
    {
      id: "quantity",
      header: "Quantity",
      sortable: false,
      numeric: true,
      value: ({ quantity }) => quantity,
      cell: ({ quantity }) => formatWhole(quantity),
    },
    {
      id: "amount",
      header: "Price",
      sortable: false,
      numeric: true,
      value: ({ amount }) => amount,
      cell: ({ amount, per }) =>
        amount === null ? "no price" : `${displayPrice(amount, currency)} a ${per === "unit" ? "unit" : "million"}`,
    },
    {
      id: "total",
      header: "Cost",
      sortable: false,
      numeric: true,
      value: ({ total }) => total,
      cell: ({ total }) => (total === null ? "unknown" : displayPrice(total, currency)),
    },
  ];
}
