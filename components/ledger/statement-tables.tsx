import type { ReactNode } from "react";
import type { MonthStatement } from "@/lib/contract/month-statement";
import { displayPrice, displayUsd, formatInstant, formatWhole, UNKNOWN_TEXT } from "@/lib/domain/format";
import { COST_BUCKETS } from "@/lib/domain/months/month-sums";
import { type Message, message, t } from "@/lib/messages/translate";
import classes from "./ledger.module.css";

type Column = { name: string; isNumber?: boolean };
type TableProps = {
  title: string;
  columns: readonly Column[];
  rows: readonly ReactNode[][];
  total?: readonly ReactNode[];
};

/** A table of a sheet: all of it, as it is printed. */
function SheetTable({ title, columns, rows, total }: TableProps) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div className={classes.scroll} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              {columns.map(({ name, isNumber }) => (
                <th key={name} scope="col" data-numeric={isNumber || undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a statement never change
              <Line key={index} {...{ columns, row }} />
            ))}
          </tbody>
          {total && (
            <tfoot>
              <Line columns={columns} row={total} />
            </tfoot>
          )}
        </table>
      </div>
    </section>
  );
}

function Line({ columns, row }: { columns: readonly Column[]; row: readonly ReactNode[] }) {
  return (
    <tr>
      {columns.map(({ name, isNumber }, index) => (
        <td key={name} data-numeric={isNumber || undefined}>
          {row[index]}
        </td>
      ))}
    </tr>
  );
}

type Totals = Pick<MonthStatement["totals"], "attempts" | "unpriced_attempts" | "cost_usd">;

const number = (name: string): Column => ({ name, isNumber: true });
const countsOf = (row: Pick<Totals, "attempts" | "unpriced_attempts">) => [
  formatWhole(row.attempts),
  formatWhole(row.unpriced_attempts),
];

const BUCKET_NAMES: Readonly<Record<(typeof COST_BUCKETS)[number], Message>> = {
  input: message("Input Tokens"),
  cached_input: message("Cached Input Tokens"),
  cache_write: message("Cache Write Tokens"),
  output: message("Output Tokens"),
  reasoning: message("Reasoning Tokens"),
  all: message("All Usage"),
  rest: message("Other Charges"),
};

/** What each model cost, with its buckets of tokens. */
export function ModelTable({ models, totals }: { models: MonthStatement["models"]; totals: Totals }) {
  const used = COST_BUCKETS.filter((bucket) =>
    models.some(({ buckets }) => buckets[bucket].tokens > 0 || buckets[bucket].cost_usd !== "0"),
  );
  return (
    <SheetTable
      title={t("By model")}
      columns={[
        ...[{ name: t("Model") }, number(t("Attempts")), number(t("Without a cost"))],
        ...used.map((bucket) => number(t(BUCKET_NAMES[bucket]))),
        number(t("Cost")),
      ]}
      rows={models.map((row) => [
        <Seller key="model" {...row} />,
        ...countsOf(row),
        ...used.map((bucket) => <Bucket key={bucket} {...row.buckets[bucket]} />),
        displayUsd(row.cost_usd),
      ])}
      total={[t("Total"), ...countsOf(totals), ...used.map(() => ""), displayUsd(totals.cost_usd)]}
    />
  );
}

function Seller({ model, provider }: { model: string; provider: string }) {
  return (
    <>
      {model}
      <small>{provider}</small>
    </>
  );
}

function Bucket({ tokens, cost_usd }: { tokens: number; cost_usd: string }) {
  if (tokens === 0 && cost_usd === "0") return UNKNOWN_TEXT;
  return (
    <>
      {displayUsd(cost_usd)}
      {tokens > 0 && <small>{t("{tokens} tokens", { tokens: formatWhole(tokens) })}</small>}
    </>
  );
}

/** What each app cost, by team. */
export function OwnerTable({ owners, totals }: { owners: MonthStatement["owners"]; totals: Totals }) {
  return (
    <SheetTable
      title={t("By app and team")}
      columns={[
        { name: t("App") },
        { name: t("Team") },
        number(t("Attempts")),
        number(t("Without a cost")),
        number(t("Cost")),
      ]}
      rows={owners.map((row) => [...[row.app, row.team, ...countsOf(row)], displayUsd(row.cost_usd)])}
      total={[t("Total"), "", ...countsOf(totals), displayUsd(totals.cost_usd)]}
    />
  );
}

type PriceTableProps = { prices: MonthStatement["prices"]; rates: MonthStatement["exchange_rates"] };

/** The versions of prices that costs are by, and the rates that they were converted at. */
export function PriceTable({ prices, rates }: PriceTableProps) {
  return (
    <>
      {prices.length > 0 && (
        <SheetTable
          title={t("Prices used, per million tokens")}
          columns={[
            ...[
              { name: t("Version") },
              { name: t("Provider") },
              { name: t("Model") },
              number(t("Input")),
              number(t("Cached input")),
            ],
            ...[number(t("Output")), { name: t("Valid from") }, { name: t("Source") }],
          ]}
          rows={prices.map(({ id, provider, model, rates: { input, cached_input, output }, currency, ...price }) => [
            ...[id, provider, model, displayPrice(input, currency), displayPrice(cached_input, currency)],
            ...[displayPrice(output, currency), formatInstant(price.valid_from, "UTC", "day"), price.source],
          ])}
        />
      )}
      {rates.length > 0 && (
        <SheetTable
          title={t("Exchange rates used")}
          columns={[{ name: t("Day") }, { name: t("Currency") }, number(t("For one dollar")), { name: t("Source") }]}
          rows={rates.map(({ day, currency, per_usd, source }) => [day, currency, per_usd, source])}
        />
      )}
    </>
  );
}
