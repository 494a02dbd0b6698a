import { catalogueModelOf } from "../catalogue/catalogue-model-of";
import type { Price } from "../pricing/price";
import type { PriceBook } from "../pricing/price-book";
import { REPORT_DIMENSIONS, type ReportDimension } from "../report-dimensions";
import type { MinuteSpan } from "../time/segments";
import { DAY_MINUTES, HOUR_MINUTES, QUARTER_MINUTES } from "../time/units";
import type { Change, PricedModel } from "./changes";
import { cutSpan, everyMinutes, priceEdges, rateEdges } from "./price-edges";
import { namesOf } from "./worth-of";

/** How traffic must be told apart so that every price that matters is the right one. */
export type Cut = {
  /** Stretches in which none of the prices changes. */
  buckets: MinuteSpan[];
  /** The minutes at which prices change, as far beyond the window as anything may be shifted. */
  edges: number[];
  /** Sizes of input above which other prices apply, ascending. */
  sizes: number[];
  /** Models that traffic is moved to, and what each takes in all, ascending; models nobody knows a limit of have none. */
  targets: PricedModel[];
  limits: number[];
  by: ReportDimension[];
  /** Whether tokens matter at all: a rise of everything is a rise of the cost. */
  needsTokens: boolean;
  /** What the prices that matter have, which sums cannot tell apart. */
  isGraduated: boolean;
};

/** Up to so many days traffic that is shifted is told apart by quarter hours, beyond by hours. */
const QUARTERS_MAX_DAYS = 8;

/** What the changes and a baseline need to know of the traffic of these models. */
export function planCut(input: {
  span: MinuteSpan;
  changes: readonly Change[];
  baseline: PricedModel | null;
  rowsBy: ReportDimension;
  served: readonly PricedModel[];
  book: PriceBook;
}): Cut {
  const { span, changes, baseline, rowsBy, served, book } = input;
  const moved = changes.flatMap((change) => (change.kind === "model" ? change.to : []));
  const targets = baseline ? [...moved, baseline] : moved;
  const needsOwn = changes.some(
    (change) =>
      change.kind === "cache" || change.kind === "shift" || (change.kind === "price" && change.bucket !== "all"),
  );
  const needsTokens = needsOwn || targets.length > 0 || changes.some(({ kind }) => kind === "capacity");
  const prices = pricesOf(needsOwn ? [...targets, ...served] : targets, book);
  const deadline = Math.max(0, ...changes.map((change) => (change.kind === "shift" ? change.deadlineHours : 0)));
  const edges = priceEdges(prices, { from: span.from, to: span.to + Math.ceil(deadline * HOUR_MINUTES) });
  return {
    buckets: cutSpan(span, [...edges, ...rateEdges(prices, span), ...clockEdges(changes, prices, span)]),
    edges,
    sizes: ascending(prices.map(({ contextAboveTokens }) => contextAboveTokens).filter((tokens) => tokens > 0)),
    targets,
    limits: ascending(targets.flatMap((target) => contextOf(target) ?? [])),
    by: dimensionsOf(changes, rowsBy),
    needsTokens,
    isGraduated: prices.some(({ steps }) => steps.length > 0),
  };
}

/** How many tokens a model takes in all; null of one that is not in the catalogue. */
export function contextOf({ model }: PricedModel): number | null {
  return catalogueModelOf(model)?.contextTokens ?? null;
}

function pricesOf(models: readonly PricedModel[], book: PriceBook): Price[] {
  const versions = models.flatMap(({ model, provider }) =>
    namesOf(model, provider).flatMap((name) => book.versionsOf(provider, name)),
  );
  return [...new Set(versions)];
}

function clockEdges(changes: readonly Change[], prices: readonly Price[], span: MinuteSpan): number[] {
  const isShifted = changes.some(({ kind }) => kind === "shift") && prices.some(({ calendar }) => calendar !== null);
  const isShort = span.to - span.from <= QUARTERS_MAX_DAYS * DAY_MINUTES;
  if (isShifted && isShort) return everyMinutes(QUARTER_MINUTES, span);
  const isHourly = changes.some(({ kind }) => kind === "capacity");
  return isShifted || isHourly ? everyMinutes(HOUR_MINUTES, span) : [];
}

function dimensionsOf(changes: readonly Change[], rowsBy: ReportDimension): ReportDimension[] {
  const named = new Set<ReportDimension>(["model", "provider", rowsBy]);
  for (const { where } of changes) {
    for (const name of REPORT_DIMENSIONS) if ((where[name]?.length ?? 0) > 0) named.add(name);
  }
  return [...named];
}

function ascending(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
