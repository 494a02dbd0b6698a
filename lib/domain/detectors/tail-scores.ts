import { groupBy } from "../group-by";
import { Sketch, type SketchPairs } from "../sketch/sketch";
import { binOf } from "../sketch/sketch-bins";
import { type HourScore, SLOWDOWN } from "./hour-score";
import type { SpeedHour, TailSource } from "./speed-hour";
import { hourOfDay, type Usual } from "./usual";

export const TAIL_SHARE = 0.95;
/** A 95th percentile of fewer attempts is hardly one. */
const TAIL_ATTEMPTS_MIN = 100;

/** The limit that is usually exceeded by one in twenty, and how many exceed it usually and while slower. */
type Limit = { limit: number; share: number; slowerShare: number };
export type TailScored = { scores: HourScore[]; baseline: HourScore[]; limits: ReadonlyMap<number, Limit> };
type TailInput = { source: TailSource; usual: Usual; baseline: ReadonlySet<number> };

/**
 * The scores of a 95th percentile within sizes of input: how many attempts are beyond what one in twenty was beyond, at that hour of
 * the day. The likelihood ratio is binomial, the share while slower is that of the baseline times 1.2. Null where the baseline says
 * nothing.
 */
export function tailScores(hours: readonly SpeedHour[], input: TailInput): TailScored | null {
  const limits = limitsOf(hours, input);
  if (limits.size === 0) return null;
  const scores: HourScore[] = [];
  for (const [at, groups] of groupBy(hours, ({ hour }) => hour.getTime())) {
    const score = scoreOf(at, groups, { ...input, limits });
    if (score) scores.push(score);
  }
  scores.sort((a, b) => a.at - b.at);
  return { scores, limits, baseline: scores.filter(({ at }) => input.baseline.has(at)) };
}

/** The number of samples, and how many are beyond a value, by bins. */
export function countBeyond({ bins, counts, length }: SketchPairs, value: number): { n: number; beyond: number } {
  const last = binOf(value);
  let n = 0;
  let beyond = 0;
  for (let pair = 0; pair < length; pair++) {
    const count = counts[pair] ?? 0;
    n += count;
    if ((bins[pair] ?? 0) > last) beyond += count;
  }
  return { n, beyond };
}

/** What an hour of the day usually makes of a value. */
export function hourFactor(usual: Usual, at: number): number {
  return Math.exp(usual.byHour[hourOfDay(at)] ?? 0);
}

function limitsOf(hours: readonly SpeedHour[], { source, usual, baseline }: TailInput): Map<number, Limit> {
  const limits = new Map<number, Limit>();
  const before = hours.filter(({ hour }) => baseline.has(hour.getTime()));
  for (const [sizeClass, groups] of groupBy(before, (hour) => hour.sizeClass)) {
    const all = new Sketch();
    for (const { samples } of groups) all.addPairs(samples[source.samples]);
    const limit = all.quantile(TAIL_SHARE);
    if (limit === null || all.n < TAIL_ATTEMPTS_MIN) continue;
    const share = shareBeyond(groups, { source, usual, limit });
    const slowerShare = shareBeyond(groups, { source, usual, limit: limit / SLOWDOWN });
    if (share > 0 && slowerShare > share && slowerShare < 1) limits.set(sizeClass, { limit, share, slowerShare });
  }
  return limits;
}

function shareBeyond(
  groups: readonly SpeedHour[],
  { source, usual, limit }: { source: TailSource; usual: Usual; limit: number },
): number {
  let n = 0;
  let beyond = 0;
  for (const { hour, samples } of groups) {
    const own = countBeyond(samples[source.samples], limit * hourFactor(usual, hour.getTime()));
    n += own.n;
    beyond += own.beyond;
  }
  return beyond / n;
}

function scoreOf(
  at: number,
  groups: readonly SpeedHour[],
  { source, usual, limits }: Pick<TailInput, "source" | "usual"> & { limits: ReadonlyMap<number, Limit> },
): HourScore | null {
  const score = { at, n: 0, residual: 0, within: 0, llr: 0, drift: 0, spread: 0 };
  for (const { sizeClass, samples } of groups) {
    const known = limits.get(sizeClass);
    if (!known) continue;
    const { limit, share, slowerShare } = known;
    const { n, beyond } = countBeyond(samples[source.samples], limit * hourFactor(usual, at));
    const [hit, miss] = [Math.log(slowerShare / share), Math.log((1 - slowerShare) / (1 - share))];
    score.n += n;
    score.residual += beyond - n * share;
    score.within += n * share * (1 - share);
    score.llr += beyond * hit + (n - beyond) * miss;
    score.drift += n * (slowerShare * hit + (1 - slowerShare) * miss);
    score.spread += n * slowerShare * (1 - slowerShare) * (hit - miss) ** 2;
  }
  if (score.n === 0) return null;
  return { ...score, residual: score.residual / score.n, within: score.within / score.n ** 2 };
}
