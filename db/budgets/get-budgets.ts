import type { BudgetDetail, Budgets, BudgetWithStatus } from "@/lib/contract/budgets";
import { addKnown } from "@/lib/domain/add-known";
import { periodAt } from "@/lib/domain/budgets/budget-period";
import { type BudgetStatus, budgetStatus } from "@/lib/domain/budgets/budget-status";
import { formatUsd, formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { isLabel } from "@/lib/domain/report-dimensions";
import { epochMinute } from "@/lib/domain/time/time-window";
import { DAY_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { type BudgetDay, costsOf } from "./budget-days";
import { type BudgetRow, termsOf, toBudget } from "./budget-row";
import { listBudgetAlerts } from "./list-budget-alerts";
import { listBudgetRows } from "./list-budget-rows";
import { noBudget } from "./lock-budget";
import { type BudgetCosts, readBudgetCosts } from "./read-budget-costs";

const ALERTS_SHOWN = 100;

type ReadInput = { now: Date; retention: Retention };

/** Every budget by name and how it stands, with the thresholds reached lately. */
export async function getBudgets(db: Db, { now, retention }: ReadInput): Promise<Budgets> {
  const rows = await listBudgetRows(db);
  const costs = await readBudgetCosts(db, { rows, now, retention });
  const alerts = await listBudgetAlerts(db, { limit: ALERTS_SHOWN });
  return {
    as_of: now.toISOString(),
    budgets: rows.map((row) => standing(row, costs.get(row.id), { now, retention }).budget),
    alerts,
  };
}

/** One budget with each day of its period; NOT_FOUND where there is none. */
export async function getBudget(db: Db, { id, now, retention }: ReadInput & { id: number }): Promise<BudgetDetail> {
  const [row] = await listBudgetRows(db, { id });
  if (!row) throw noBudget(id);
  const costs = await readBudgetCosts(db, { rows: [row], now, retention });
  const { budget, status } = standing(row, costs.get(id), { now, retention });
  return {
    ...budget,
    as_of: now.toISOString(),
    days: (status?.days ?? []).map((day) => ({
      date: day.date,
      from: day.from.toISOString(),
      to: day.to.toISOString(),
      cost: formatUsdOrNull(day.costPico),
      spent: formatUsdOrNull(day.spentPico),
      even: formatUsd(day.evenPico),
      projected: formatUsdOrNull(status?.projectedByDate.get(day.date) ?? null),
    })),
    alerts: await listBudgetAlerts(db, { id, limit: ALERTS_SHOWN }),
  };
}

function standing(row: BudgetRow, costs: BudgetCosts | undefined, { now, retention }: ReadInput) {
  const budget = toBudget(row);
  if (costs === undefined || costs.reason !== null) {
    return { budget: { ...budget, status: null, status_reason: costs?.reason ?? null }, status: null };
  }
  const terms = termsOf(row);
  const status = budgetStatus({ terms, span: periodAt(now, row.period, row.zone), now, ...costsOf(costs) });
  const days = status.days.flatMap(({ date }) => costs.days.get(date) ?? []);
  if (isNothingConverted(days)) {
    return { budget: { ...budget, status: null, status_reason: noRate(row.currency, days) }, status: null };
  }
  const answered: BudgetWithStatus = {
    ...budget,
    status: {
      ...answer(status, terms.amountPico, costs.days),
      is_capacity_shared: costs.isShared,
      is_exact: isExact(row, status.span.from, retention),
    },
    status_reason: null,
  };
  return { budget: answered, status };
}

function answer(status: BudgetStatus, amountPico: bigint, known: ReadonlyMap<string, BudgetDay>) {
  const { span, spentPico, evenPico, projectedPico, exhaustedOn } = status;
  const days = status.days.flatMap(({ date }) => {
    const day = known.get(date);
    return day ? [{ date, ...day }] : [];
  });
  const isConverted = ({ withoutRate }: BudgetDay) => withoutRate.length === 0;
  const unconverted = days.filter((day) => !isConverted(day));
  return {
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    spent: formatUsd(spentPico),
    capacity: formatUsdOrNull(addKnown(days.map(({ capacityPico }) => capacityPico))),
    spent_usd: formatUsdOrNull(addKnown(days.filter(isConverted).map(({ picoUsd }) => picoUsd))),
    unconverted: {
      dates: unconverted.map(({ date }) => date),
      cost_usd: formatUsd(addKnown(unconverted.map(({ picoUsd }) => picoUsd)) ?? 0n),
      without_rate: daysWithoutRate(unconverted),
    },
    spent_share: shareOf(spentPico, amountPico),
    even: formatUsd(evenPico),
    projected: formatUsdOrNull(projectedPico),
    projected_share: projectedPico === null ? null : shareOf(projectedPico, amountPico),
    exhausted_on: exhaustedOn,
    unpriced_attempts: days.reduce((sum, { unpriced }) => sum + unpriced, 0),
  };
}

/** Whether there is a cost, and nothing of it could be converted: what is spent is then not known at all. */
function isNothingConverted(days: readonly BudgetDay[]): boolean {
  return (
    days.some(({ withoutRate }) => withoutRate.length > 0) && !days.some(({ costPico }) => (costPico ?? 0n) !== 0n)
  );
}

function noRate(currency: string, days: readonly BudgetDay[]): string {
  const without = daysWithoutRate(days);
  const day = without[0] ?? "";
  if (without.length <= 1) return t("No rate for {currency} on {day}", { currency, day });
  return t("No rate for {currency} on {day} and {count} other days", { currency, day, count: without.length - 1 });
}

function daysWithoutRate(days: readonly BudgetDay[]): string[] {
  return [...new Set(days.flatMap(({ withoutRate }) => withoutRate))].sort();
}

/** Labels are retained by UTC day once their single attempts are gone; whatever else there are budgets of, by quarter hour. */
function isExact({ dimension }: BudgetRow, from: Date, { rawRetainedFrom }: Retention): boolean {
  const isByDay = dimension !== null && isLabel(dimension) && epochMinute(from) < rawRetainedFrom;
  return !isByDay || from.getTime() % DAY_MS === 0;
}

/** To the millionth, rounded down: what is not used up never reads as 1. */
function shareOf(pico: bigint, amountPico: bigint): number {
  return Number((pico * 1_000_000n) / amountPico) / 1_000_000;
}
