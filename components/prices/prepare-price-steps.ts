import type { PlotRow, TimePlotData } from "@/components/charts/plot-types";
import type { ChartTable } from "@/components/ui/csv";
import { groupColor } from "@/components/ui/model-color";
import type { PriceVersion } from "@/lib/contract/prices";
import { DAY_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { BUCKET_NAMES, BUCKETS } from "./describe-price";
import { type PriceSpan, priceSpans } from "./version-history";

/** What is drawn before the first change, and after the last instant that is known. */
const LEAD_MS = 30 * DAY_MS;
const TAIL_MS = 7 * DAY_MS;

export type PriceSteps = TimePlotData & {
  currency: string;
  /** Versions in other currencies, which one axis cannot hold. */
  leftOut: number;
};

/**
 * What each bucket costs over time, as steps: each version a level line from where it begins to counting until it ends.
 *
 * Begins a month before the first change: that a price held for years before is read in the list.
 */
export function preparePriceSteps(versions: readonly PriceVersion[], now: number): PriceSteps {
  const all = priceSpans(versions);
  const currency = all.at(-1)?.price.currency ?? "USD";
  const spans = all.filter(({ price }) => price.currency === currency);
  const firstChange = Math.min(now, ...all.slice(1).map(({ from }) => from));
  const from = Math.max(all[0]?.from ?? now, firstChange - LEAD_MS);
  const to = Math.max(now, all.at(-1)?.from ?? now) + TAIL_MS;
  const lines = BUCKET_NAMES.filter((name) => spans.some(({ price }) => price.rates[name] !== null)).map(
    (name, place) => ({ key: name, label: t(BUCKETS[name].label), color: groupColor(place) }),
  );
  const rows = spans.flatMap((span, place) => rowsOf(span, { from, to, next: spans[place + 1]?.from ?? null }));
  return { from, to, rows, lines, currency, leftOut: all.length - spans.length };
}

type Frame = { from: number; to: number; next: number | null };

function rowsOf({ from: begin, to: end, price }: PriceSpan, { from, to, next }: Frame): PlotRow[] {
  const row = (at: number, isGap = false): PlotRow => ({
    ...{ at, filling: false, n: {} },
    values: Object.fromEntries(
      BUCKET_NAMES.map((name) => [name, isGap || price.rates[name] === null ? null : Number(price.rates[name])]),
    ),
  });
  const first = Math.max(begin, from);
  const last = Math.min(end ?? to, to);
  if (last <= first) return [];
  const rows = [row(first), row(last - 1)];
  // A time without a price is a gap, not a slope.
  return end !== null && end < to && end !== next ? [...rows, row(end, true)] : rows;
}

/** The same as a table: a row for each stretch of time. */
export function priceStepsTable(versions: readonly PriceVersion[]): ChartTable {
  const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    columns: [
      ...[{ label: t("From (UTC)") }, { label: t("To (UTC)") }, { label: t("Version") }, { label: t("Currency") }],
      ...BUCKET_NAMES.map((name) => ({
        label: t("{label} per million tokens", { label: t(BUCKETS[name].label) }),
        numeric: true,
      })),
    ],
    rows: priceSpans(versions).map(({ from, to, price }) => [
      ...[instant(from), instant(to), price.id, price.currency],
      ...BUCKET_NAMES.map((name) => price.rates[name]),
    ]),
  };
}
