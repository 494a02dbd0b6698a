import { DAY_MS, MINUTE_MS } from "../time/units";
import { absolute, type KnownAmounts, MEASURES, type Measure } from "./measures";
import { type OurSlot, type OurUsage, type UsageByDay, usageByDay } from "./our-usage";

/** What another tool says of a day and a model. Its day may be one of another zone, its calls may leave some out. */
export type TheirUsage = KnownAmounts & {
  day: string;
  model: string;
  /** What of these is there again under an id that was there before. */
  doubled: KnownAmounts | null;
};

/** What a tool may count as calls, by what is counted here. */
export const CALL_RULES = {
  attempts: (usage) => usage.attempts,
  answered: (usage) => usage.ok,
  requests: (usage) => usage.requests,
  answered_requests: (usage) => usage.final_ok,
} as const satisfies Record<string, (usage: OurUsage) => bigint>;
export type CallRule = keyof typeof CALL_RULES;

/** By how many minutes a zone may be from UTC. */
const OFFSETS = { from: -12 * 60, to: 14 * 60 };

export type Agreement = { offsetMinutes: number; callRule: CallRule; byDay: UsageByDay };

/**
 * In which zone's days and by which rule for calls the two sides differ least.
 *
 * Anything but days of UTC and all attempts must leave less than half of the difference that these leave.
 */
export function findAgreement(
  slots: readonly OurSlot[],
  theirs: readonly TheirUsage[],
  slotMinutes: number,
): Agreement {
  const measure = MEASURES.find((name) => theirs.some((row) => row[name] !== null)) ?? "calls";
  const rules = rulesFor(measure).map((callRule) => ({
    callRule,
    totals: totalsByModel(slots, theirs, measure, callRule),
  }));
  let best: Omit<Agreement, "byDay"> = { offsetMinutes: 0, callRule: "attempts" };
  let least = rules[0] ? differenceOf(rules[0].totals, 0, theirs, measure) : 0n;
  const bound = least / 2n;
  for (const offsetMinutes of offsetsOf(slotMinutes)) {
    for (const { callRule, totals } of rules) {
      const difference = differenceOf(totals, offsetMinutes, theirs, measure);
      if (difference <= bound && difference < least) [best, least] = [{ offsetMinutes, callRule }, difference];
    }
  }
  return { ...best, byDay: usageByDay(slots, best.offsetMinutes) };
}

/** The nearest to UTC first, so that of equal ones the simplest is taken. */
function offsetsOf(slotMinutes: number): number[] {
  const offsets: number[] = [];
  if (slotMinutes > 60) return [0];
  for (let offset = OFFSETS.from; offset <= OFFSETS.to; offset += slotMinutes) offsets.push(offset);
  return offsets.sort((a, b) => Math.abs(a) - Math.abs(b));
}

function rulesFor(measure: Measure): CallRule[] {
  const rules = Object.keys(CALL_RULES).filter((name): name is CallRule => name in CALL_RULES);
  return measure === "calls" ? rules : ["attempts"];
}

/** Of one model the starts of its slots, ascending, and before each of them the sum of all earlier ones. */
type RunningTotal = { starts: number[]; sums: bigint[] };

/** So that the sum of any day of any zone is one subtraction: there are fifty zones, and many slots. */
function totalsByModel(
  slots: readonly OurSlot[],
  theirs: readonly TheirUsage[],
  measure: Measure,
  callRule: CallRule,
): ReadonlyMap<string, RunningTotal> {
  const models = new Set(theirs.map(({ model }) => model));
  const totals = new Map<string, RunningTotal>();
  const named = slots.filter(({ model }) => models.has(model)).sort((a, b) => a.startMs - b.startMs);
  for (const { model, startMs, usage } of named) {
    const total = totals.get(model) ?? { starts: [], sums: [0n] };
    totals.set(model, total);
    const value = measure === "calls" ? CALL_RULES[callRule](usage) : usage[measure];
    total.starts.push(startMs);
    total.sums.push((total.sums.at(-1) ?? 0n) + value);
  }
  return totals;
}

function differenceOf(
  totals: ReadonlyMap<string, RunningTotal>,
  offsetMinutes: number,
  theirs: readonly TheirUsage[],
  measure: Measure,
): bigint {
  return theirs.reduce((sum, row) => {
    const value = row[measure];
    if (value === null) return sum;
    const dayMs = Date.parse(`${row.day}T00:00:00Z`) - offsetMinutes * MINUTE_MS;
    const total = totals.get(row.model);
    const own = total ? sumBefore(total, dayMs + DAY_MS) - sumBefore(total, dayMs) : 0n;
    return sum + absolute(own - (value - (row.doubled?.[measure] ?? 0n)));
  }, 0n);
}

function sumBefore({ starts, sums }: RunningTotal, ms: number): bigint {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < ms) low = middle + 1;
    else high = middle;
  }
  return sums[low] ?? 0n;
}
