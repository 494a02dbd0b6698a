import Link from "next/link";
import type { DataColumn } from "@/components/ui/data-table";
import { ModelName } from "@/components/ui/model-name";
import { Pill } from "@/components/ui/pill";
import type { RateField } from "@/lib/contract/price-terms";
import { displayPicoUsd, displayPrice, formatInstant, formatWhole, UNKNOWN_TEXT } from "@/lib/domain/format";
import { PICO_PER_USD, parseUsd } from "@/lib/domain/pricing/usd";
import { t } from "@/lib/messages/translate";
import {
  BUCKET_NAMES,
  BUCKETS,
  describeDiscount,
  describeFees,
  describeSteps,
  describeTerms,
  standingText,
} from "./describe-price";
import { type PriceRow, pairKey } from "./price-rows";
import classes from "./prices.module.css";

/** What a dollar buys of each currency, in 10⁻¹², on the last day with a rate. */
export type ReportRates = ReadonlyMap<string, { picoPerUsd: bigint; day: string }>;

const of = (row: PriceRow) => row.price ?? row.next;

/** The columns of the grid: what a model costs per million tokens of each bucket, and on whose word. */
export function priceColumns(rates: ReportRates, zone: string): DataColumn<PriceRow>[] {
  return [
    {
      id: "model",
      header: t("Model"),
      value: ({ model }) => model,
      cell: (row) => <ModelName model={row.model} href={`/prices?price=${encodeURIComponent(pairKey(row))}`} />,
    },
    { id: "provider", header: t("Provider"), value: ({ provider }) => provider },
    {
      id: "applies",
      header: t("Applies"),
      wrap: true,
      value: (row) => {
        const price = of(row);
        return price && [describeTerms(price), describeSteps(price)].filter(Boolean).join("; ");
      },
      cell: (row) => <Applies row={row} zone={zone} />,
      csv: (row) => {
        const price = of(row);
        return price && [describeTerms(price), describeSteps(price)].filter(Boolean).join("; ");
      },
    },
    {
      id: "discount",
      header: t("Discount"),
      wrap: true,
      value: ({ charged }) => charged && describeDiscount(charged),
      cell: ({ charged }) =>
        charged ? (
          <Link href="/prices/capacity" title={charged.discounts.map(({ name }) => name).join(", ")}>
            {describeDiscount(charged)}
          </Link>
        ) : (
          UNKNOWN_TEXT
        ),
    },
    ...BUCKET_NAMES.map((name) => bucketColumn(name, rates)),
    {
      id: "fees",
      header: t("Fees"),
      wrap: true,
      value: (row) => (row.price && describeFees(row.price)) || undefined,
      csv: (row) => (row.price && describeFees(row.price)) || null,
    },
    { id: "currency", header: t("Currency"), value: (row) => of(row)?.currency },
    {
      id: "standing",
      header: t("Kind"),
      value: (row) => of(row)?.standing,
      cell: (row) => {
        const standing = of(row)?.standing;
        if (standing === undefined) return <Pill tone="warn">{t("unpriced")}</Pill>;
        return <Pill tone={standing === "contract" ? "accent" : "neutral"}>{standingText(standing)}</Pill>;
      },
    },
    { id: "source", header: t("Source"), wrap: true, value: (row) => of(row)?.source },
    {
      id: "since",
      header: t("Valid from"),
      value: (row) => of(row)?.valid_from,
      cell: (row) => formatInstant(of(row)?.valid_from, zone, "day"),
    },
    {
      id: "attempts",
      header: t("Attempts"),
      hint: t("30 days"),
      numeric: true,
      value: ({ attempts }) => attempts,
      cell: ({ attempts }) => formatWhole(attempts),
    },
    { id: "retires", header: t("Retires"), value: ({ retiresOn }) => retiresOn },
    { id: "version", header: t("Version"), numeric: true, value: (row) => of(row)?.id },
  ];
}

const NAMED = ["model", "provider"];
const ON_FIRST_SHEET = new Set<string>(["applies", ...BUCKET_NAMES.slice(0, 6), "discount", "standing"]);

/** The columns in two tables, as no sheet upright is wide enough for all of them. */
export function printedColumns(columns: readonly DataColumn<PriceRow>[]): DataColumn<PriceRow>[][] {
  const isNamed = ({ id }: DataColumn<PriceRow>) => NAMED.includes(id);
  const isFirst = ({ id }: DataColumn<PriceRow>) => ON_FIRST_SHEET.has(id);
  return [
    columns.filter((column) => isNamed(column) || isFirst(column)),
    columns.filter((column) => isNamed(column) || !isFirst(column)),
  ];
}

function Applies({ row, zone }: { row: PriceRow; zone: string }) {
  const { price, next } = row;
  const shown = price ?? next;
  if (shown === null) return <>{t("No price for this model at this provider")}</>;
  const steps = describeSteps(shown);
  return (
    <>
      {describeTerms(shown)}
      {steps && <span className={classes.sub}>{steps}</span>}
      {next && (
        <span className={classes.sub}>
          {t("{isPriced, select, true {changes} other {begins}} {since}", {
            isPriced: String(price !== null),
            since: formatInstant(next.valid_from, zone, "minute"),
          })}
        </span>
      )}
    </>
  );
}

function bucketColumn(name: RateField, rates: ReportRates): DataColumn<PriceRow> {
  const { label, unset } = BUCKETS[name];
  return {
    id: name,
    header: label,
    hint: t("per million"),
    numeric: true,
    // For the order alone: what is shown and downloaded has every digit.
    value: ({ price }) => (price?.rates[name] == null ? null : Number(inUsd(price.rates[name], price.currency, rates))),
    cell: ({ price, charged }) => {
      if (price === null) return UNKNOWN_TEXT;
      const amount = price.rates[name];
      const less = charged?.rates[name] ?? null;
      const instead = less !== null && less !== amount && (
        <span className={classes.sub}>{t("charged {less}", { less: displayPrice(less, price.currency) })}</span>
      );
      if (amount === null) {
        return (
          <>
            <span className={classes.unset}>{unset && t(unset)}</span>
            {instead}
          </>
        );
      }
      const rate = rates.get(price.currency);
      return (
        <>
          {displayPrice(amount, price.currency)}
          {instead}
          {rate && (
            <span className={classes.sub} title={t("At {day}'s rate", { day: rate.day })}>
              {displayPicoUsd(inUsd(amount, price.currency, rates))}
            </span>
          )}
        </>
      );
    },
    csv: ({ price }) => price?.rates[name] ?? null,
  };
}

function inUsd(amount: string, currency: string, rates: ReportRates): bigint {
  const pico = parseUsd(amount) ?? 0n;
  const rate = rates.get(currency);
  return rate ? (pico * PICO_PER_USD) / rate.picoPerUsd : pico;
}
