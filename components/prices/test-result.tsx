import Link from "next/link";
import { type DataColumn, DataTable } from "@/components/ui/data-table";
import { rich } from "@/components/ui/rich";
import { EmptyBox } from "@/components/ui/state-box";
import type { PriceTestReply } from "@/lib/contract/price-test";
import { displayPrice, displayUsd, formatInstant, formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { kindText } from "./kind-text";
import { pairKey } from "./price-rows";
import classes from "./prices.module.css";

type Line = PriceTestReply["lines"][number];

/** What the test answered: the cost, each line of it, and the price that counted. */
export function TestResult({ reply, tz }: { reply: PriceTestReply | null; tz: string }) {
  if (reply === null) {
    return <EmptyBox title={t("No result yet")} hint={t("Paste a usage, name the model and try it.")} height={220} />;
  }
  const { price, lines, currency, amount, cost_usd, per_usd, estimated, unpriced_because } = reply;
  const understood = Object.entries(reply.usage).flatMap(([name, count]) =>
    typeof count === "number" ? [`${name} ${formatWhole(count)}`] : [],
  );
  return (
    <section aria-label={t("Result")} aria-live="polite">
      <p className={classes.cost}>
        {t("Cost {cost}{isEstimated, select, true { (estimated)} other {}}", {
          cost: cost_usd === null ? t("unknown") : displayUsd(cost_usd),
          isEstimated: String(estimated),
        })}
      </p>
      {unpriced_because && <p role="alert">{t("{reason}.", { reason: unpriced_because })}</p>}
      <p className={classes.muted}>
        {[
          cost_usd !== null && t("exactly {cost}", { cost: `$${cost_usd}` }),
          currency !== null &&
            currency !== "USD" &&
            amount !== null &&
            t("{amount} at {rate} for a dollar", {
              amount: displayPrice(amount, currency),
              rate: per_usd ?? t("no rate"),
            }),
          t("understood: {usage}", { usage: understood.join(", ") }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {price ? (
        <p className={classes.muted}>
          {rich("By <link>version {id} of {name}</link>, valid from {since}. Source: {source}.", {
            id: price.id,
            name: pairKey(price),
            since: formatInstant(price.valid_from, tz, "minute"),
            source: price.source,
            link: (text) => <Link href={`/prices?price=${encodeURIComponent(pairKey(price))}`}>{text}</Link>,
          })}
        </p>
      ) : (
        <p className={classes.muted}>
          {t("Looked for at {provider} under {models}", { provider: reply.provider, models: reply.models.join(", ") })}
        </p>
      )}
      {lines.length > 0 && (
        <DataTable
          caption={t("Cost line by line")}
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
    { id: "kind", header: t("Line"), sortable: false, value: ({ kind }) => kindText(kind), total: t("Total") },
    {
      id: "quantity",
      header: t("Quantity"),
      sortable: false,
      numeric: true,
      value: ({ quantity }) => quantity,
      cell: ({ quantity }) => quantity.toLocaleString("en-US"),
    },
    {
      id: "amount",
      header: t("Price"),
      sortable: false,
      numeric: true,
      value: ({ amount: each }) => each,
      cell: ({ amount: each, per }) =>
        each === null
          ? t("no price")
          : t("{price} a {per, select, unit {unit} other {million}}", { price: displayPrice(each, currency), per }),
    },
    {
      id: "total",
      header: t("Cost"),
      sortable: false,
      numeric: true,
      value: ({ total }) => total,
      cell: ({ total }) => (total === null ? t("unknown") : displayPrice(total, currency)),
      total: amount === null ? t("unknown") : displayPrice(amount, currency),
      totalValue: amount,
    },
    { id: "rule", header: t("Rule"), sortable: false, wrap: true, value: ({ rule }) => rule },
  ];
}
