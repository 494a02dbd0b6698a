import { FIT_DAYS_MAX } from "../spend/fit-days";
import { intervalBucketsOf } from "../time/time-window";
import { DAY_MS } from "../time/units";
import type { BudgetPeriod } from "./budget-period";
import { type PeriodSpan, periodAt } from "./budget-period";
import { type BurnDownDay, burnDown, evenSpend } from "./burn-down";
import { type BudgetProjection, projectBudget } from "./project-budget";

/** What a budget is about, whatever it is called and whoever owns it. */
export type BudgetTerms = { amountPico: bigint; period: BudgetPeriod; zone: string };

export type BudgetStatus = BudgetProjection & {
  span: PeriodSpan;
  spentPico: bigint;
  /** What is spent by now if the amount is used up evenly. */
  evenPico: bigint;
  days: BurnDownDay[];
};

export type BudgetStatusInput = {
  terms: BudgetTerms;
  span: PeriodSpan;
  now: Date;
  /**
   * What each local date cost, of the period and of the days before today that are projected from; one that is missing cost
   * nothing, and null is not known.
   */
  costs: ReadonlyMap<string, bigint | null>;
  /** Dates that cost something nobody can put in the budget's currency: what they cost is projected, as of those to come. */
  unconverted?: ReadonlySet<string>;
  /** Of what each local date cost, what reserved capacity did, used or not. */
  capacity?: ReadonlyMap<string, bigint>;
  /** What it will cost on each local date to come, and in the rest of today: known, and so not estimated. */
  due?: ReadonlyMap<string, bigint>;
  /** The first instant of which `costs` are complete. */
  since: Date;
};

const NONE: ReadonlySet<string> = new Set();
const NOTHING: ReadonlyMap<string, bigint> = new Map();

/** How a budget stands in a period, the current one or one that is over. */
export function budgetStatus(input: BudgetStatusInput): BudgetStatus {
  const { terms, span, now, costs, since, unconverted = NONE, capacity = NOTHING, due = NOTHING } = input;
  const { amountPico, zone } = terms;
  const days = burnDown({ span, zone, now, amountPico, costs });
  const history = intervalBucketsOf({ from: since, to: now, now }, "day", zone)
    // A day that began before is not whole, and neither is today.
    .filter(({ at, filling }) => !filling && at >= since)
    .map(({ label }) => ({
      ...{ date: Date.parse(label ?? ""), pico: costOf(costs, label ?? "") },
      capacityPico: capacity.get(label ?? "") ?? 0n,
    }));
  return {
    span,
    spentPico: days.findLast(({ spentPico }) => spentPico !== null)?.spentPico ?? 0n,
    evenPico: evenSpend(span, amountPico, now),
    days,
    ...projectBudget({ days, history, amountPico, now, unconverted, due }),
  };
}

/** From when on costs must be read to say how a budget stands: from the period's begin, or from what is projected from. */
export function costsNeededFrom({ period, zone }: Pick<BudgetTerms, "period" | "zone">, now: Date): Date {
  const { from } = periodAt(now, period, zone);
  const history = intervalBucketsOf({ from: new Date(now.getTime() - FIT_DAYS_MAX * DAY_MS), to: now }, "day", zone)[0];
  return history && history.at < from ? history.at : from;
}

function costOf(costs: ReadonlyMap<string, bigint | null>, date: string): bigint | null {
  const cost = costs.get(date);
  return cost === undefined ? 0n : cost;
}
