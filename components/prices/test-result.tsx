import Link from "next/link";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { EmptyBox } from "@/components/ui/state-box";
import type { PriceTestReply } from "@/lib/contract/price-test";
import { displayPrice, displayUsd, formatInstant, formatWhole } from "@/lib/domain/format";
import classes from "./prices.module.css";

type Line = PriceTestReply["lines"][number];

/** What the test answered: the cost, each line of it, and the price that counted. */
export function TestResult({ reply, tz }: { reply: PriceTestReply | null; tz: string }) {
  if (reply === null) {
    return <EmptyBox title="No result yet" hint="Paste a usage, name the model and try it." height={220} />;
  }
  const { price, lines, currency, amount, cost_usd, per_usd, estimated, unpriced_because } = reply;
  const understood = Object.entries(reply.usage).flatMap(([name, count]) =>
    typeof count === "number" ? [`${name} ${formatWhole(count)}`] : [],
  );
  return (
    <section aria-label="Result" aria-live="polite">
      <p className={classes.cost}>
        {cost_usd === null ? "Cost unknown" : `Cost ${displayUsd(cost_usd)}`}
        {estimated && " (estimated)"}
      </p>
      {unpriced_because && <p role="alert">{unpriced_because}.</p>}
      <p className={classes.muted}>
        {[
          cost_usd !== null && `exactly $${cost_usd}`,
          currency !== null &&
            currency !== "USD" &&
            amount !== null &&
            `${displayPrice(amount, currency)} at ${per_usd ?? "no rate"} for a dollar`,
          `understood: ${understood.join(", ")}`,
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {price ? (
        <p className={classes.muted}>
          By{" "}
          <Link href={`/prices?price=${encodeURIComponent(`${price.provider}/${price.model}`)}`}>
            version {price.id} of {price.provider}/{price.model}
          </Link>
          , valid from {formatInstant(price.valid_from, tz, "minute")}. Source: {price.source}.
        </p>
      ) : (
        <p className={classes.muted}>
          Looked for at {reply.provider} under {reply.models.join(", ")}
        </p>
      )}
      {lines.length > 0 && (
        <DataTable
          caption="Cost line by line"
          columns={columnsOf(currency ?? "USD", amount)}
          rows={lines.map((line, place) => ({ ...line, place }))}
          rowKey={({ place }) => String(place)}
          totals
          csv
        />
      )}
    </section>
  );
}

type PlacedLine = Line & { place: number };

function columnsOf(currency: string, amount: string | null): DataColumn<PlacedLine>[] {
  return [
    { id: "kind", header: "Line", sortable: false, value: ({ kind }) => kindText(kind), total: "Total" },
    {
      id: "quantity",
      header: "Quantity",
      sortable: false,
      numeric: true,
      value: ({ quantity }) => quantity,
      cell: ({ quantity }) => quantity.toLocaleString("en-US"),
    },
    {
      id: "amount",
      header: "Price",
      sortable: false,
      numeric: true,
      value: ({ amount: each }) => each,
      cell: ({ amount: each, per }) =>
        each === null ? "no price" : `${displayPrice(each, currency)} a ${per === "unit" ? "unit" : "million"}`,
    },
    {
      id: "total",
      header: "Cost",
      sortable: false,
      numeric: true,
      value: ({ total }) => total,
      cell: ({ total }) => (total === null ? "unknown" : displayPrice(total, currency)),
      total: amount === null ? "unknown" : displayPrice(amount, currency),
      totalValue: amount,
    },
    { id: "rule", header: "Rule", sortable: false, wrap: true, value: ({ rule }) => rule },
  ];
}

/** `cachedInput` as "cached input". */
function kindText(kind: string): string {
  return kind.replace(/[A-Z]|1h/g, (part) => ` ${part.toLowerCase()}`);
}
