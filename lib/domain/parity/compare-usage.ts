import { type Explained, explainDifference, type Part, REASONS } from "./explain-difference";
import { type Agreement, findAgreement, type TheirUsage } from "./find-agreement";
import { type Amounts, addAmounts, type KnownAmounts, noAmounts } from "./measures";
import { keyOf, noUsage, type OurSlot, type OurUsage, usageByDay } from "./our-usage";

type ComparedDay = Explained & { day: string; model: string; ours: OurUsage; theirs: KnownAmounts };
export type Comparison = Pick<Agreement, "offsetMinutes" | "callRule"> & { days: ComparedDay[]; total: Explained };

/**
 * Compares usage per day and model with what another tool says, and explains each difference.
 *
 * Days are those that the other tool names; of these it may leave out a model. A day of ours is one of UTC.
 */
export function compareUsage(input: {
  ours: readonly OurSlot[];
  slotMinutes: number;
  theirs: readonly TheirUsage[];
}): Comparison {
  const { ours, slotMinutes, theirs } = input;
  const { offsetMinutes, callRule, byDay } = findAgreement(ours, theirs, slotMinutes);
  const plain = usageByDay(ours, 0);
  const named = new Map(theirs.map((row) => [keyOf(row.day, row.model), row]));
  const reported = theirs[0];
  const daysNamed = new Set(theirs.map(({ day }) => day));
  for (const key of [...plain.keys(), ...byDay.keys()]) {
    const [day = "", model = ""] = key.split("\n");
    if (reported && daysNamed.has(day) && !named.has(key)) named.set(key, { ...nothingOf(reported), day, model });
  }
  const days = [...named].map(([key, row]): ComparedDay => {
    const own = plain.get(key) ?? noUsage();
    const explained = explainDifference({ plain: own, ours: byDay.get(key) ?? noUsage(), theirs: row, callRule });
    return { day: row.day, model: row.model, ours: own, theirs: row, ...explained };
  });
  days.sort((a, b) => compareText(a.day, b.day) || compareText(a.model, b.model));
  return { offsetMinutes, callRule, days, total: totalOf(days) };
}

/** Nothing of what the other side tells at all. */
function nothingOf(row: TheirUsage): Omit<TheirUsage, "day" | "model"> {
  const none = (amount: bigint | null) => (amount === null ? null : 0n);
  return {
    calls: none(row.calls),
    input_tokens: none(row.input_tokens),
    output_tokens: none(row.output_tokens),
    cost: none(row.cost),
    doubled: null,
  };
}

function totalOf(days: readonly ComparedDay[]): Explained {
  const sum = (all: readonly Amounts[]) => all.reduce(addAmounts, noAmounts());
  const parts = REASONS.flatMap((reason): Part[] => {
    const amounts = days.flatMap((day) => day.parts.filter((part) => part.reason === reason));
    return amounts.length === 0 ? [] : [{ reason, amounts: sum(amounts.map((part) => part.amounts)) }];
  });
  return {
    difference: sum(days.map(({ difference }) => difference)),
    parts,
    unexplained: sum(days.map(({ unexplained }) => unexplained)),
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
