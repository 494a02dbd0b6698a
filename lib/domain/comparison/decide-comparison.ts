import { t } from "@/lib/messages/translate";
import { formatWhole } from "../format";
import { studentT95 } from "../statistics/long-run-variance";
import { studentCdf } from "../statistics/student-t";

/** One model's number with its 95 % interval; a null bound is one its samples are too few for. */
export type Entry = { model: string; n: number; value: number | null; low: number | null; high: number | null };

export type Comparison = {
  entries: readonly Entry[];
  /** 1 where less is better, −1 where more is. */
  sign: 1 | -1;
  unit: string;
  show: (value: number | null) => string;
  what: string;
};

/** How far the winner is ahead of the closest rival, positive; no bounds where the numbers are no samples. */
export type Effect = { value: number; low: number | null; high: number | null; unit: string };

/**
 * `n` is the sample count of the thinner side of the closest comparison; `p` how probable a lead as clear as that over every rival is
 * where two models are alike, null where nothing was tested.
 */
export type Verdict = { winner: string | null; why: string; n: number; effect: Effect | null; p: number | null };

export const SAMPLES_MIN = 30;
/** A lead is clear where chance brings it about so rarely; of several concerns together, see controlFamily. */
export const ALPHA = 0.05;
/** The intervals rest on variances of so few slow waves. */
const DOF = 8;

/**
 * The entry that is better than every rival, where the lead is clear, or null with the reason there is none.
 *
 * A rival too thin for a bound still stands in the way; one with fewer than 30 samples is left out and named, and so is one without
 * a number. Models are told apart by name.
 */
export function decide(comparison: Comparison): Verdict {
  const { sign } = comparison;
  // Ties are listed in the order of names, whatever order the models came in.
  const entries = comparison.entries.toSorted((a, b) => (a.model < b.model ? -1 : 1));
  const present = entries.filter(({ n, value }) => n > 0 && value !== null);
  const bounded = present.filter((entry) => nearBound(entry, sign) !== null && farBound(entry, sign) !== null);
  const [best] = bounded.toSorted((a, b) => sign * ((a.value ?? 0) - (b.value ?? 0)));
  if (!best) return undecided(mostSamples(present), t("no model has enough samples"), null);

  const leads = present
    .filter((entry) => entry !== best)
    .map((rival) => ({ rival, ...leadOver(comparison, best, rival) }));
  const thin = leads.filter(({ p, rival }) => p > ALPHA && rival.n < SAMPLES_MIN);
  const compared = leads
    .filter((lead) => !thin.includes(lead))
    .toSorted((a, b) => b.p - a.p || a.effect.value - b.effect.value);
  const note = noteOn(
    thin.map(({ rival }) => rival.model),
    entries.filter(({ n, value }) => n > 0 && value === null).map(({ model }) => model),
  );
  const [closest] = compared;
  if (!closest) {
    const n = thin.length > 0 ? mostSamples(thin.map(({ rival }) => rival)) : best.n;
    return undecided(n, t("only {model} can be compared{note}", { model: best.model, note }), null);
  }

  const { rival, p, effect } = closest;
  const sentence = t("{what} {own} against {other} of {model}{note}", {
    what: comparison.what,
    own: show(comparison, best),
    other: show(comparison, rival),
    model: rival.model,
    note,
  });
  const n = Math.min(best.n, rival.n);
  return p <= ALPHA
    ? { winner: best.model, why: sentence, n, effect, p }
    : undecided(n, t("{model} has {sentence}", { model: best.model, sentence }), effect, p);
}

/** No winner, for a reason; `n` is the evidence there is. */
export function undecided(n: number, reason: string, effect: Effect | null, p: number | null = null): Verdict {
  return { winner: null, why: t("no clear winner (n = {n}): {reason}", { n: formatWhole(n), reason }), n, effect, p };
}

/** The same verdict where its lead is not clear among the others of its table. */
export function unclear({ winner, why, n, effect, p }: Verdict): Verdict {
  return winner === null
    ? { winner, why, n, effect, p }
    : undecided(
        n,
        t("{winner} is ahead: {why}; that is not clear enough among so many concerns", { winner, why }),
        effect,
        p,
      );
}

function noteOn(thin: readonly string[], without: readonly string[]): string {
  const left = thin.length > 0 ? t("; left out for too few samples: {models}", { models: thin.join(", ") }) : "";
  return without.length > 0 ? `${left}${t("; without a figure: {models}", { models: without.join(", ") })}` : left;
}

function mostSamples(entries: readonly Entry[]): number {
  return entries.reduce((most, { n }) => Math.max(most, n), 0);
}

/**
 * The lead over a rival with its interval, from those of both (MOVER: Zou and Donner, Statistics in Medicine 27, 2008, of shares
 * Newcombe's), and how probable one as clear is by chance, either way: by Student's t, as the intervals are.
 */
function leadOver({ sign, unit }: Comparison, best: Entry, rival: Entry): { p: number; effect: Effect } {
  const value = sign * ((rival.value ?? 0) - (best.value ?? 0));
  const margin = (towards: number | null, from: number | null) =>
    towards === null || from === null ? null : Math.abs(towards - from);
  const together = (a: number | null, b: number | null) => (a === null || b === null ? null : Math.hypot(a, b));
  const below = together(margin(farBound(best, sign), best.value), margin(nearBound(rival, sign), rival.value));
  const above = together(margin(nearBound(best, sign), best.value), margin(farBound(rival, sign), rival.value));
  const isExact = below === 0 && above === 0;
  const low = isExact || below === null ? null : value - below;
  const high = isExact || above === null ? null : value + above;
  return { p: probability(value, below), effect: { value, low, high, unit } };
}

/** How probable a lead of one model over another is where they are alike; 1 where it has none, or either has no interval. */
export function leadProbability(comparison: Comparison, ahead: string, behind: string): number {
  const find = (model: string) => comparison.entries.find((entry) => entry.model === model && entry.value !== null);
  const [best, rival] = [find(ahead), find(behind)];
  return best && rival ? leadOver(comparison, best, rival).p : 1;
}

function probability(lead: number, margin: number | null): number {
  if (margin === null || lead <= 0) return 1;
  return margin === 0 ? 0 : 2 * (1 - studentCdf((lead / margin) * studentT95(DOF), DOF));
}

/** The bound on the better side. */
function nearBound({ low, high }: Entry, sign: 1 | -1): number | null {
  return sign === 1 ? low : high;
}

/** The bound on the worse side. */
function farBound({ low, high }: Entry, sign: 1 | -1): number | null {
  return sign === 1 ? high : low;
}

function show(comparison: Comparison, { value, low, high }: Entry): string {
  if (low === high) return comparison.show(value);
  return `${comparison.show(value)} [${comparison.show(low)}, ${comparison.show(high)}]`;
}
