import { PICO_PER_USD, parseUsd } from "@/lib/domain/pricing/usd";
import { DAY_US } from "@/lib/domain/time/units";
import { isNothing, writtenNumber } from "../import/written-values";
import { type Fields, instantOf, isFields, nameOf } from "../values";

type Span = { fromUs: number; toUs: number };

/** A count as exports write it, "1,000" and "59200.0" too; null for what is none. */
export function countOf(value: unknown): number | null {
  const number = typeof value === "string" ? writtenNumber(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** An amount in 10⁻¹², without a currency's sign and thousands separators; null for what is none. */
export function amountOf(value: unknown): bigint | null {
  if (typeof value === "number") return Number.isFinite(value) ? parseUsd(value) : null;
  if (typeof value !== "string" || isNothing(value)) return null;
  const plain = value.trim().replace(/^(?:US)?\$/, "");
  const written = parseUsd(plain);
  if (written !== null) return written;
  const number = writtenNumber(value);
  return number === null ? null : parseUsd(number);
}

const DIGITS = /\.(\d+)\s*$/;
const DIGITS_MAX = 12;
/** Half a cent: what a whole number leaves out is not known. */
const ROUNDING_MAX = PICO_PER_USD / 200n;

/** By how much an amount may be off for being written with so few digits, in 10⁻¹²; `per` of its units make a whole one. */
export function roundingOf(value: unknown, per = 1n): bigint {
  const digits = Math.min(DIGITS.exec(String(value))?.[1]?.length ?? 0, DIGITS_MAX);
  const half = PICO_PER_USD / 10n ** BigInt(digits) / 2n / per;
  return half < ROUNDING_MAX ? half : ROUNDING_MAX;
}

const SCALES: Readonly<Record<string, bigint>> = { k: 1_000n, thousand: 1_000n, m: 1_000_000n, million: 1_000_000n };

/** How many tokens one of a unit is, such as "1K Tokens" or "1000000 Tokens"; null of what is no unit of tokens. */
export function tokensPerUnit(unit: string): bigint | null {
  const text = unit.trim().toLowerCase();
  if (!/token/.test(text)) return null;
  const words = text.split(" ").filter((word) => word !== "" && word !== "per");
  const [first = "", second = ""] = words;
  // "1k tokens", "1 k tokens", "thousand tokens", "1,000 tokens"
  const count = /^[\d,]*/.exec(first)?.[0] ?? "";
  const scale = first.slice(count.length) || (count === "" ? "" : second);
  return BigInt(count.replaceAll(",", "") || "1") * (SCALES[scale] ?? 1n);
}

/** The UTC day of a date or an instant. */
export function dayOf(value: unknown): Span | null {
  const us = instantOf(value);
  if (us === null) return null;
  const fromUs = Math.floor(us / DAY_US) * DAY_US;
  return { fromUs, toUs: fromUs + DAY_US };
}

/** From one instant to another, as text or epoch seconds. */
export function spanOf(from: unknown, to: unknown): Span | null {
  const fromUs = instantOf(from);
  const toUs = instantOf(to);
  return fromUs === null || toUs === null || toUs <= fromUs ? null : { fromUs, toUs };
}

/** The first of these columns that names something. */
export function named(row: Fields, ...columns: readonly string[]): string | null {
  for (const column of columns) {
    const name = nameOf(row[column]);
    if (name !== null) return name;
  }
  return null;
}

/** The results of a bucket of an API's page; null where the row is no bucket. */
export function resultsOf(row: Fields): Fields[] | null {
  const results = row.results ?? row.result;
  return Array.isArray(results) ? results.filter(isFields) : null;
}

/** Counts that are there and more than nothing. */
export function someOf<Unit extends string>(units: Record<Unit, number | null>): Partial<Record<Unit, number>> {
  const some: Partial<Record<Unit, number>> = {};
  for (const [unit, count] of Object.entries<number | null>(units)) if (count) some[unit as Unit] = count;
  return some;
}
