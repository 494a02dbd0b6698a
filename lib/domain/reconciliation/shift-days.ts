import { groupBy } from "../group-by";
import { absolute, isNear } from "../parity/measures";
import { DAY_MS } from "../time/units";
import { type BillRow, compareSizes, costOfTokens, seriesKey } from "./bill-row";

/** What stays of a series when its days are evened out may be so much of what moved: usage at its two ends. */
const SERIES_THOUSANDTHS = 100n;
const PAIR_THOUSANDTHS = 20n;
/** Less than so much of a day is no shift. */
const LEAST_THOUSANDTHS = 2n;
const SERIES_DAYS_MIN = 3;

type Deviation = { row: BillRow; rest: bigint };

/**
 * Explains usage that only stands on another day: where the differences of a model's bucket over several days, or over two
 * that are next to each other, even out. Measured in tokens, in money where the bill has none.
 */
export function explainDayShift(rows: readonly BillRow[]): void {
  const daily = rows.filter(({ group, difference }) => group.period.length === 10 && difference !== null);
  for (const series of groupBy(daily, ({ group }) => seriesKey(group)).values()) {
    const days = series.toSorted((a, b) => (a.group.period < b.group.period ? -1 : 1));
    const inTokens = days.every(({ tokenRest }) => tokenRest !== null);
    const deviations = days.map((row) => ({ row, rest: inTokens ? (row.tokenRest ?? 0n) : row.rest }));
    for (const run of runsOf(deviations)) {
      if (!shiftSeries(run, inTokens)) shiftPairs(run, inTokens);
    }
  }
}

/** Days that follow one another without a gap. */
function runsOf(days: readonly Deviation[]): Deviation[][] {
  const runs: Deviation[][] = [];
  for (const day of days) {
    const last = runs.at(-1)?.at(-1);
    if (last && dayOf(day.row) - dayOf(last.row) === DAY_MS) runs.at(-1)?.push(day);
    else runs.push([day]);
  }
  return runs;
}

function dayOf({ group }: BillRow): number {
  return Date.parse(`${group.period}T00:00:00Z`);
}

/** All days together: what does not even out is left with the largest deviations of its own sign. */
function shiftSeries(run: readonly Deviation[], inTokens: boolean): boolean {
  const moving = run.filter(({ row, rest }) => isMoving(row, rest, inTokens));
  const net = run.reduce((total, { rest }) => total + rest, 0n);
  const moved = run.reduce((total, { rest }) => total + absolute(rest), 0n);
  if (moving.length < SERIES_DAYS_MIN || absolute(net) * 1_000n > moved * SERIES_THOUSANDTHS) return false;
  if (moved === absolute(net)) return false;
  let left = net;
  const bySize = run.toSorted((a, b) => compareSizes(a.rest, b.rest));
  for (const { row, rest } of bySize) {
    const stays = rest > 0n === left > 0n && left !== 0n ? smaller(left, rest) : 0n;
    left -= stays;
    move(row, rest - stays, inTokens);
  }
  return true;
}

/** Two neighbours of which one has more by as much as the other has less. */
function shiftPairs(run: readonly Deviation[], inTokens: boolean): void {
  for (let at = 0; at + 1 < run.length; at++) {
    const [first, second] = [run[at], run[at + 1]];
    if (!first || !second || first.rest > 0n === second.rest > 0n) continue;
    if (!isMoving(first.row, first.rest, inTokens) || !isNear(first.rest, -second.rest, PAIR_THOUSANDTHS)) continue;
    const size = smaller(absolute(first.rest), absolute(second.rest));
    const sign = first.rest > 0n ? 1n : -1n;
    move(first.row, sign * size, inTokens);
    move(second.row, -sign * size, inTokens);
    at++;
  }
}

function isMoving({ group, ownPico }: BillRow, rest: bigint, inTokens: boolean): boolean {
  const own = inTokens ? (group.own?.tokens ?? 0n) : ownPico;
  return rest !== 0n && absolute(rest) * 1_000n >= own * LEAST_THOUSANDTHS;
}

function move(row: BillRow, amount: bigint, inTokens: boolean): void {
  if (amount === 0n) return;
  if (inTokens) row.explain("day_shift", row.unitPrice ? costOfTokens(amount, row.unitPrice) : 0n, amount);
  else row.explain("day_shift", amount);
}

function smaller(a: bigint, b: bigint): bigint {
  return absolute(a) < absolute(b) ? a : b;
}
