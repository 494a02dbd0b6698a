import type { BreakerPolicy } from "../../breaker/policy";
import { seededRandom } from "../seeded-random";

/** What a sweep varies of a policy. */
export type SweptPolicy = { fallbacks: readonly string[]; failover: BreakerPolicy };

const ERROR_FACTORS = [0.5, 1, 2];
/** Tried where a draft opens at the first failure, of which there are no multiples. */
const ERROR_RATES = [0, 0.02, 0.05];
const LATENCY_FACTORS = [0.75, 1, 1.5];
const RAMPS = [[1], [0.1, 0.5, 1]];
const LATENCY_MAX_MS = 600_000;
/** Beyond so many fallbacks only who comes first is varied. */
const PERMUTED_MAX = 3;
const SEED = 17;

/**
 * The draft first, then policies around it: other error thresholds, latency thresholds (and none), orders of fallbacks, ramps.
 *
 * Where there are more than `most`, some of them at random, always the same ones. `all` is how many there are.
 */
export function sweepGrid<Policy extends SweptPolicy>(draft: Policy, most: number): { all: number; points: Policy[] } {
  const { failover, fallbacks } = draft;
  const { latency, ramp } = failover;
  const rates = distinct([
    failover.max_error_rate,
    ...(failover.max_error_rate === 0
      ? ERROR_RATES
      : ERROR_FACTORS.map((factor) => rounded(Math.min(1, failover.max_error_rate * factor), 4))),
  ]);
  const latencies = distinct([
    latency,
    ...(latency
      ? [
          ...LATENCY_FACTORS.map((factor) => {
            return { ...latency, max_ms: Math.min(LATENCY_MAX_MS, Math.max(1, rounded(latency.max_ms * factor, 0))) };
          }),
          null,
        ]
      : []),
  ]);
  const ramps = distinct([ramp, ...RAMPS]);
  const all = distinct([fallbacks, ...ordersOf(fallbacks)]).flatMap((order) =>
    ramps.flatMap((shares) =>
      latencies.flatMap((trigger) =>
        rates.map((rate): Policy => {
          return {
            ...draft,
            fallbacks: [...order],
            failover: { ...failover, max_error_rate: rate, latency: trigger, ramp: [...shares] },
          };
        }),
      ),
    ),
  );
  return { all: all.length, points: sampled(all, most) };
}

/** Every order of a few fallbacks; of more of them each first once, the others as they are. */
function ordersOf(names: readonly string[]): string[][] {
  if (names.length === 0) return [[]];
  return names.flatMap((first) => {
    const others = names.filter((name) => name !== first);
    const rests = names.length <= PERMUTED_MAX ? ordersOf(others) : [others];
    return rests.map((rest) => [first, ...rest]);
  });
}

/** The first, and of the others as many as there is room for, in their order. */
function sampled<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  const random = seededRandom(SEED);
  const drawn = all
    .map((_, place) => ({ place, key: place === 0 ? -1 : random() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, most);
  const places = new Set(drawn.map(({ place }) => place));
  return all.filter((_, place) => places.has(place));
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
