import { isAppError } from "@/lib/contract/error";
import { periodAt } from "@/lib/domain/budgets/budget-period";
import { costsNeededFrom } from "@/lib/domain/budgets/budget-status";
import { dayPieces } from "@/lib/domain/budgets/day-pieces";
import { groupBy } from "@/lib/domain/group-by";
import { createExchangeRates, NO_RATES, USD } from "@/lib/domain/pricing/exchange-rates";
import { NO_FILTERS, UNASSIGNED } from "@/lib/domain/report-dimensions";
import { resolveWindow } from "@/lib/domain/time/time-window";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { listExchangeRates } from "../prices/list-exchange-rates";
import { getSpend } from "../spend/get-spend";
import { addDays, type BudgetDay } from "./budget-days";
import { type BudgetRow, termsOf } from "./budget-row";

/** What each local date since an instant cost; or why nobody can know. */
export type BudgetCosts = { since: Date; days: ReadonlyMap<string, BudgetDay>; reason: null } | { reason: string };

type ReadInput = { rows: readonly BudgetRow[]; now: Date; retention: Retention };

/**
 * The daily costs of budgets by id, as Spend shows them: of the current period, and of the days before today that are
 * projected from; `from` may ask for more.
 *
 * Budgets of one dimension, period, zone and currency are read together. Where earlier days are not retained, the period alone is read.
 */
export async function readBudgetCosts(
  db: Db,
  input: ReadInput & { from?: (row: BudgetRow) => Date },
): Promise<Map<number, BudgetCosts>> {
  const { rows, now, from = (row) => costsNeededFrom(termsOf(row), now) } = input;
  const costs = new Map<number, BudgetCosts>();
  for (const alike of groupBy(rows, keyOf).values()) {
    const [first] = alike;
    if (!first) continue;
    const earliest = new Date(Math.min(...alike.map((row) => from(row).getTime())));
    const { from: begin } = periodAt(now, first.period, first.zone);
    const read = await readSince(db, { ...input, rows: alike, from: earliest });
    const isShort = read instanceof Map || begin <= earliest;
    const known = isShort ? read : await readSince(db, { ...input, rows: alike, from: begin });
    for (const { id } of alike) costs.set(id, known instanceof Map ? (known.get(id) ?? NOTHING) : known);
  }
  return costs;
}

const NOTHING: BudgetCosts = { reason: "Its sums were not read" };

function keyOf({ dimension, period, zone, currency }: BudgetRow): string {
  return `${dimension} ${period} ${zone} ${currency}`;
}

async function readSince(
  db: Db,
  { rows, now, retention, from }: ReadInput & { from: Date },
): Promise<Map<number, BudgetCosts> | { reason: string }> {
  const { dimension, zone, currency } = rows[0] ?? { dimension: null, zone: "UTC", currency: USD };
  const values = [...new Set(rows.flatMap(({ value }) => (value === null ? [] : [value])))];
  const window = resolveWindow({ from, to: new Date(now.getTime() + 1) }, now);
  const buckets = dayPieces(window, zone, { isCut: currency !== USD });
  const filters = dimension === null ? NO_FILTERS : { ...NO_FILTERS, [dimension]: values };
  const question = { window, filters, groupBy: dimension === null ? [] : [dimension], interval: "day" as const };
  const pieces = new Map(buckets.map((piece) => [piece.label, piece]));
  const rates = currency === USD ? NO_RATES : createExchangeRates(await listExchangeRates(db, { currency }));
  try {
    const spend = await getSpend(db, { ...question, buckets, tz: zone, now, retention });
    const named = groupBy(spend.rows, (row) => (dimension === null ? null : (row[dimension] ?? UNASSIGNED)));
    const daysOf = (value: string | null) => addDays(named.get(value) ?? [], { pieces, currency, rates });
    return new Map(rows.map(({ id, value }) => [id, { since: from, days: daysOf(value), reason: null }]));
  } catch (error) {
    if (isAppError(error) && error.code === "UNPROCESSABLE") return { reason: error.message };
    throw error;
  }
}
