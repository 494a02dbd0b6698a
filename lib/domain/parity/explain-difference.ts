import { type Agreement, CALL_RULES, type TheirUsage } from "./find-agreement";
import {
  type Amounts,
  absolute,
  amountsOf,
  isNear,
  isNothing,
  MEASURES,
  type Measure,
  noAmounts,
  within,
} from "./measures";
import type { OurUsage } from "./our-usage";

/** Why a value here is not that of another tool, the surest first. */
export const REASONS = [
  "time_zone",
  "call_rule",
  "repeated_rows",
  "missing_here",
  "missing_there",
  "doubled_here",
  "doubled_there",
  "cache_beside",
  "cache_twice",
  "no_price",
  "rounding",
  "price",
] as const;
export type Reason = (typeof REASONS)[number];
export type Part = { reason: Reason; amounts: Amounts };
export type Explained = { difference: Amounts; parts: Part[]; unexplained: Amounts };

const TWICE_THOUSANDTHS = 20n;
const SAME_THOUSANDTHS = 10n;
const ROUNDING_THOUSANDTHS = 1n;
/** A millionth of a dollar: tools round sums of floats. */
const ROUNDING_PICO = 1_000_000n;

type Sides = {
  /** Days of UTC and all attempts; days of the zone that agrees. */
  plain: OurUsage;
  ours: OurUsage;
  theirs: TheirUsage;
  callRule: Agreement["callRule"];
};

/**
 * Splits what is more here than there of a day and a model into reasons. The parts and what stays unexplained add up to the
 * difference exactly, in each measure; of what the other side does not say there is no difference.
 */
export function explainDifference(sides: Sides): Explained {
  const { plain, ours, theirs, callRule } = sides;
  const known = (amount: (measure: Measure) => bigint) =>
    amountsOf((measure) => (theirs[measure] === null ? 0n : amount(measure)));
  const difference = known((measure) => ownOf(plain, measure) - (theirs[measure] ?? 0n));
  const parts: Part[] = [];
  let rest = difference;
  const explain = (reason: Reason, amounts: Amounts) => {
    const part = known((measure) => amounts[measure]);
    if (isNothing(part)) return;
    parts.push({ reason, amounts: part });
    rest = amountsOf((measure) => rest[measure] - part[measure]);
  };

  explain(
    "time_zone",
    amountsOf((measure) => ownOf(plain, measure) - ownOf(ours, measure)),
  );
  const counted = CALL_RULES[callRule](ours);
  explain("call_rule", { ...noAmounts(), calls: ours.attempts - counted });
  explain(
    "repeated_rows",
    amountsOf((measure) => -(theirs.doubled?.[measure] ?? 0n)),
  );
  if (ours.attempts === 0n) explain("missing_here", rest);
  else if (MEASURES.every((measure) => (theirs[measure] ?? 0n) === 0n)) explain("missing_there", rest);
  const factor = doublingOf(rest, { own: (measure) => (measure === "calls" ? counted : ownOf(ours, measure)), theirs });
  if (factor !== null) explain(factor.reason, factor.amounts);
  explainCache(rest, ours, factor?.reason === "doubled_here", explain);
  explainMissing(rest, { counted, ours, theirs }, explain);
  explainCost(rest, { ours, theirs }, explain);
  return { difference, parts: inOrder(parts), unexplained: rest };
}

function ownOf(usage: OurUsage, measure: Measure): bigint {
  return measure === "calls" ? usage.attempts : usage[measure];
}

type Explain = (reason: Reason, amounts: Amounts) => void;

/** Whether one side has each call twice: in calls and in output, as far as both are reported. */
function doublingOf(rest: Amounts, { own, theirs }: { own: (measure: Measure) => bigint; theirs: TheirUsage }) {
  const reported = (["calls", "output_tokens"] as const).filter(
    (measure) => theirs[measure] !== null && own(measure) > 0n,
  );
  const there = (measure: Measure) => own(measure) - rest[measure];
  if (reported.length === 0 || reported.some((measure) => rest[measure] === 0n)) return null;
  if (reported.every((measure) => isNear(own(measure), 2n * there(measure), TWICE_THOUSANDTHS))) {
    return { reason: "doubled_here" as const, amounts: amountsOf((measure) => own(measure) / 2n) };
  }
  if (reported.every((measure) => isNear(2n * own(measure), there(measure), TWICE_THOUSANDTHS))) {
    return { reason: "doubled_there" as const, amounts: amountsOf((measure) => -(there(measure) / 2n)) };
  }
  return null;
}

/** The input is whole here: another tool may leave out what is cached, or add it to a whole. */
function explainCache(rest: Amounts, ours: OurUsage, isHalf: boolean, explain: Explain): void {
  const cache = isHalf ? ours.cache_tokens / 2n : ours.cache_tokens;
  const left = rest.input_tokens;
  if (cache === 0n || left === 0n) return;
  const signed = left > 0n ? cache : -cache;
  if (2n * absolute(left - signed) >= absolute(left)) return;
  explain(left > 0n ? "cache_beside" : "cache_twice", { ...noAmounts(), input_tokens: signed });
}

/** Calls of which only one side has any; their tokens and costs by what that side's calls have on average. */
function explainMissing(
  rest: Amounts,
  { counted, ours, theirs }: { counted: bigint; ours: OurUsage; theirs: TheirUsage },
  explain: Explain,
): void {
  const calls = rest.calls;
  if (calls === 0n) return;
  const isThere = calls < 0n;
  const all = isThere ? (theirs.calls ?? 0n) : counted;
  const share = (measure: Measure) => {
    const whole = isThere ? (theirs[measure] ?? 0n) : ownOf(ours, measure);
    return all === 0n ? 0n : within((whole * calls) / absolute(all), rest[measure]);
  };
  explain(
    isThere ? "missing_here" : "missing_there",
    amountsOf((measure) => (measure === "calls" ? calls : share(measure))),
  );
}

function explainCost(rest: Amounts, { ours, theirs }: { ours: OurUsage; theirs: TheirUsage }, explain: Explain): void {
  const priceless = ours.attempts - ours.priced;
  const share = rest.cost < 0n ? pricelessShare(rest.cost, { priceless, ours, theirs }) : 0n;
  explain("no_price", { ...noAmounts(), cost: share });
  const left = rest.cost - share;
  if (left === 0n) return;
  const there = theirs.cost ?? 0n;
  const isSmall = absolute(left) <= ROUNDING_PICO || isNear(there + left, there, ROUNDING_THOUSANDTHS);
  if (isSmall) explain("rounding", { ...noAmounts(), cost: left });
  else if (usedTheSame(rest, ours, theirs)) explain("price", { ...noAmounts(), cost: left });
}

/** What the other side charged for calls that have no price here: all of it, or by their number. */
function pricelessShare(
  rest: bigint,
  { priceless, ours, theirs }: { priceless: bigint; ours: OurUsage; theirs: TheirUsage },
): bigint {
  if (priceless === 0n || ours.attempts === 0n) return 0n;
  return ours.priced === 0n ? rest : within((-(theirs.cost ?? 0n) * priceless) / ours.attempts, rest);
}

/** Whether what is left of the tokens or, where none are reported, of the calls is too little to be the reason. */
function usedTheSame(rest: Amounts, ours: OurUsage, theirs: TheirUsage): boolean {
  const reported = (["input_tokens", "output_tokens"] as const).filter((measure) => theirs[measure] !== null);
  const measures: readonly Measure[] = reported.length > 0 ? reported : theirs.calls === null ? [] : ["calls"];
  return (
    measures.length > 0 &&
    measures.every((name) => isNear(ownOf(ours, name), ownOf(ours, name) - rest[name], SAME_THOUSANDTHS))
  );
}

function inOrder(parts: readonly Part[]): Part[] {
  return parts.toSorted((a, b) => REASONS.indexOf(a.reason) - REASONS.indexOf(b.reason));
}
