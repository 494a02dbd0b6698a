import type { Budget, BudgetChange, NewBudget } from "@/lib/contract/budgets";
import type { BudgetTerms } from "@/lib/domain/budgets/budget-status";
import { formatUsd, parseUsd } from "@/lib/domain/pricing/usd";
import type { budget } from "../schema/budgets";

export type BudgetRow = typeof budget.$inferSelect;

export function toBudget(row: BudgetRow): Budget {
  return {
    id: row.id,
    name: row.name,
    dimension: row.dimension,
    value: row.value,
    amount: formatUsd(amountOf(row)),
    currency: row.currency,
    period: row.period,
    tz: row.zone,
    thresholds: row.thresholds,
    owner: row.owner,
    version: row.version,
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    updated_at: row.updatedAt.toISOString(),
    updated_by: row.updatedBy,
  };
}

export function termsOf(row: BudgetRow): BudgetTerms {
  return { amountPico: amountOf(row), period: row.period, zone: row.zone };
}

/** The columns that fields of the interface are stored in; of a change, those that it names. */
export function columnsOf(fields: NewBudget): BudgetColumns;
export function columnsOf(fields: BudgetChange): Partial<BudgetColumns>;
export function columnsOf({ amount, tz, ...others }: BudgetChange): Partial<BudgetColumns> {
  return {
    ...others,
    ...(amount !== undefined && { amount: formatUsd(amount) }),
    ...(tz !== undefined && { zone: tz }),
  };
}

type BudgetColumns = Pick<
  BudgetRow,
  "name" | "dimension" | "value" | "amount" | "currency" | "period" | "zone" | "thresholds" | "owner"
>;

function amountOf({ id, amount }: Pick<BudgetRow, "id" | "amount">): bigint {
  const pico = parseUsd(amount);
  if (pico === null) throw new Error(`Budget ${id} has no amount`);
  return pico;
}
