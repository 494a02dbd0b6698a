import { formatWhole } from "../format";
import type { Interval } from "./proportion-interval";

/** One model's number with its 95 % interval; a null bound is one its samples are too few for. */
export type Entry = { model: string; n: number; value: number | null; low: number | null; high: number | null };

export type Comparison = {
  entries: readonly Entry[];
  /** 1 where less is better, −1 where more is. */
  sign: 1 | -1;
  unit: string;
  show: (value: number | null) => string;
  what: string;
  /** The interval of rival − best where there is one of its own; it is shown, and does not decide. */
  difference?: (best: Entry, rival: Entry) => Interval | null;
};

/** How far the winner is ahead of the closest rival, positive; no bounds where the numbers are no samples. */
export type Effect = { value: number; low: number | null; high: number | null; unit: string };

/** `n` is the sample count of the thinner side of the closest comparison. */
export type Verdict = { winner: string | null; why: string; n: number; effect: Effect | null };

export const SAMPLES_MIN = 30;

/**
 * The entry that is better than every rival beyond doubt, or null with the reason there is none.
 *
 * A rival too thin for a bound still stands in the way unless it is clearly beaten; one with fewer than 30 samples
 * is left out and named, and so is one without a number. Models are told apart by name.
 */
export function decide(comparison: Comparison): Verdict {
  const { sign } = comparison;
  // Ties are listed in the order of names, whatever order the models came in.
  const entries = comparison.entries.toSorted((a, b) => (a.model < b.model ? -1 : 1));
  const present = entries.filter(({ n, value }) => n > 0 && value !== null);
  const bounded = present.filter((entry) => nearBound(entry, sign) !== null && farBound(entry, sign) !== null);
  const [best] = bounded.toSorted((a, b) => sign * ((a.value ?? 0) - (b.value ?? 0)));
  if (!best) return undecided(mostSamples(present), "no model has enough samples", null);

  const leads = present
    .filter((entry) => entry !== best)
    .map((rival) => ({ rival, ...leadOver(comparison, best, rival) }));
  const thin = leads.filter(({ clear, rival }) => !clear && rival.n < SAMPLES_MIN);
  const compared = leads
    .filter((lead) => !thin.includes(lead))
    .toSorted((a, b) => Number(a.clear) - Number(b.clear) || a.effect.value - b.effect.value);
  const note = noteOn(
    thin.map(({ rival }) => rival.model),
    entries.filter(({ n, value }) => n > 0 && value === null).map(({ model }) => model),
  );
  const [closest] = compared;
  if (!closest) {
    const n = thin.length > 0 ? mostSamples(thin.map(({ rival }) => rival)) : best.n;
    return undecided(n, `only ${best.model} can be judged${note}`, null);
  }

  const { rival, clear, effect } = closest;
  const sentence = `${comparison.what} ${show(comparison, best)} against ${show(comparison, rival)} of ${rival.model}${note}`;
  const n = Math.min(best.n, rival.n);
  return clear
    ? { winner: best.model, why: sentence, n, effect }
    : undecided(n, `${best.model} has ${sentence}`, effect);
}

/** No winner, for a reason; `n` is the evidence there is. */
export function undecided(n: number, reason: string, effect: Effect | null): Verdict {
  return { winner: null, why: `no clear winner (n = ${formatWhole(n)}): ${reason}`, n, effect };
}

function noteOn(thin: readonly string[], without: readonly string[]): string {
  const left = thin.length > 0 ? `; left out for too few samples: ${thin.join(", ")}` : "";
  return without.length > 0 ? `${left}; without a figure: ${without.join(", ")}` : left;
}

function mostSamples(entries: readonly Entry[]): number {
  return entries.reduce((most, { n }) => Math.max(most, n), 0);
}

function leadOver(comparison: Comparison, best: Entry, rival: Entry): { clear: boolean; effect: Effect } {
  const { sign, unit } = comparison;
  const value = sign === 1 ? (rival.value ?? 0) - (best.value ?? 0) : (best.value ?? 0) - (rival.value ?? 0);
  const low = gap(sign, farBound(best, sign), nearBound(rival, sign));
  const high = gap(sign, nearBound(best, sign), farBound(rival, sign));
  const clear = low !== null && low > 0;
  if (comparison.difference) {
    const interval = comparison.difference(best, rival);
    return { clear, effect: { value, low: interval?.low ?? null, high: interval?.high ?? null, unit } };
  }
  const noInterval = isExact(best) && isExact(rival);
  return { clear, effect: { value, low: noInterval ? null : low, high: noInterval ? null : high, unit } };
}

function gap(sign: 1 | -1, from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : sign * (to - from);
}

/** The bound on the better side. */
function nearBound({ low, high }: Entry, sign: 1 | -1): number | null {
  return sign === 1 ? low : high;
}

/** The bound on the worse side. */
function farBound({ low, high }: Entry, sign: 1 | -1): number | null {
  return sign === 1 ? high : low;
}

function isExact({ low, high }: Entry): boolean {
  return low !== null && low === high;
}

function show(comparison: Comparison, { value, low, high }: Entry): string {
  if (low === high) return comparison.show(value);
  return `${comparison.show(value)} [${comparison.show(low)}, ${comparison.show(high)}]`;
}
