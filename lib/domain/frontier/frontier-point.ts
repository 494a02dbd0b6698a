import type { Backtest } from "../backtest/backtest";
import { divideHalfEven } from "../pricing/divide-half-even";
import type { Band } from "../sketch/summary";

/** What a policy comes to on recorded traffic, each with its 95 % interval; null where nothing is known of it. */
export type FrontierPoint = {
  /** Attempts that it could be computed from; those moved without evidence are left out. */
  compared: number;
  moved: number;
  trips: number;
  errorRate: number | null;
  errorRateBand: readonly [number, number] | null;
  p99Ms: number | null;
  p99Band: Band;
  /** Pico USD of a thousand attempts with a price: sums would fall with every attempt that is left out. */
  costPico: bigint | null;
  costBand: readonly [bigint, bigint] | null;
};

const THOUSAND = 1_000n;
/** Expected counts are rounded to so many parts. */
const PARTS = 1_000_000;

/** What a back-test says of a policy as one of many. */
export function frontierPoint(backtest: Backtest): FrontierPoint {
  const { after, compared, moved, timelines, errorRateBand, costBand } = backtest;
  const priced = BigInt(Math.round(after.attempts * (after.pricedShare ?? 0) * PARTS));
  const perThousand = (pico: bigint) => divideHalfEven(pico * THOUSAND * BigInt(PARTS), priced);
  return {
    compared,
    moved,
    trips: timelines.reduce((sum, { trips }) => sum + trips, 0),
    errorRate: after.errorRate,
    errorRateBand,
    p99Ms: after.durationMs.p99,
    p99Band: after.durationMs.bands.p99,
    costPico: after.costPico === null || priced === 0n ? null : perThousand(after.costPico),
    costBand: costBand === null || priced === 0n ? null : [perThousand(costBand[0]), perThousand(costBand[1])],
  };
}

type Compared = Pick<FrontierPoint, "compared" | "errorRate" | "p99Ms" | "costPico">;

/** A point computed from less than this share of the draft's attempts is of other traffic, and held against none. */
const COMPARED_SHARE = 0.95;

/**
 * Of each point whether no other is at least as good in all of error rate, p99 and cost, and better in one; the draft is first.
 *
 * False where one of them is unknown, and of points that leave out many more attempts than the draft; those beat none either.
 */
export function onFrontier(points: readonly Compared[]): boolean[] {
  const least = (points[0]?.compared ?? 0) * COMPARED_SHARE;
  const comparable = points.filter((point) => isKnown(point) && point.compared >= least);
  return points.map((point) => comparable.includes(point) && !comparable.some((other) => dominates(other, point)));
}

function isKnown({ errorRate, p99Ms, costPico }: Compared): boolean {
  return errorRate !== null && p99Ms !== null && costPico !== null;
}

function dominates(one: Compared, other: Compared): boolean {
  if (!isKnown(one)) return false;
  const signs = [
    signOf(one.errorRate, other.errorRate),
    signOf(one.p99Ms, other.p99Ms),
    signOf(one.costPico, other.costPico),
  ];
  return signs.every((sign) => sign <= 0) && signs.some((sign) => sign < 0);
}

function signOf<T extends number | bigint>(one: T | null, other: T | null): number {
  if (one === null || other === null || one === other) return 0;
  return one < other ? -1 : 1;
}
