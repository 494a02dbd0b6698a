import { absolute, type KnownAmounts, MEASURES, type Measure } from "./measures";
import { keyOf, noUsage, type OurSlot, type OurUsage, type UsageByDay, usageByDay } from "./our-usage";

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
  const plain = { offsetMinutes: 0, callRule: "attempts", byDay: usageByDay(slots, 0) } as const;
  let best: Agreement = plain;
  let least = differenceOf(plain, theirs, measure);
  const bound = least / 2n;
  for (const offsetMinutes of offsetsOf(slotMinutes)) {
    const byDay = offsetMinutes === 0 ? plain.byDay : usageByDay(slots, offsetMinutes);
    for (const callRule of rulesFor(measure)) {
      const candidate = { offsetMinutes, callRule, byDay };
      const difference = differenceOf(candidate, theirs, measure);
      if (difference <= bound && difference < least) [best, least] = [candidate, difference];
    }
  }
  return best;
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

function differenceOf({ byDay, callRule }: Agreement, theirs: readonly TheirUsage[], measure: Measure): bigint {
  return theirs.reduce((sum, row) => {
    const value = row[measure];
    if (value === null) return sum;
    const usage = byDay.get(keyOf(row.day, row.model)) ?? noUsage();
    const own = measure === "calls" ? CALL_RULES[callRule](usage) : usage[measure];
    return sum + absolute(own - (value - (row.doubled?.[measure] ?? 0n)));
  }, 0n);
}
