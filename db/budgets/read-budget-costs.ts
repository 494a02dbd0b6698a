import { isAppError } from "@/lib/contract/error";
import type { SpendRow } from "@/lib/contract/spend";
import { addKnown } from "@/lib/domain/add-known";
import { periodAt } from "@/lib/domain/budgets/budget-period";
import { costsNeededFrom } from "@/lib/domain/budgets/budget-status";
import { groupBy } from "@/lib/domain/group-by";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { NO_FILTERS, UNASSIGNED } from "@/lib/domain/report-dimensions";
import { resolveWindow } from "@/lib/domain/time/time-window";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { getSpend } from "../spend/get-spend";
import { type BudgetRow, termsOf } from "./budget-row";

/** What each local date since an instant cost (null where nothing of it is priced), and of how many attempts the cost is unknown; or why nobody can know. */
export type BudgetCosts =
  | { since: Date; costs: ReadonlyMap<string, bigint | null>; unpriced: ReadonlyMap<string, number>; reason: null }
  | { reason: string };

type ReadInput = { rows: readonly BudgetRow[]; now: Date; retention: Retention };

/**
 * The daily costs of budgets by id, as Spend shows them: of the current period, and of the days before today that are
 * projected from; `from` may ask for more.
 *
 * Budgets of one dimension, period and zone are read together. Where earlier days are not retained, the period alone is read.
 */
export async function readBudgetCosts(
  db: Db,
  input: ReadInput & { from?: (row: BudgetRow) => Date },
): Promise<Map<number, BudgetCosts>> {
  const { rows, now, from = (row) => costsNeededFrom(termsOf(row), now) } = input;
  const costs = new Map<number, BudgetCosts>();
  for (const alike of groupBy(rows, ({ dimension, period, zone }) => `${dimension} ${period} ${zone}`).values()) {
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

async function readSince(
  db: Db,
  { rows, now, retention, from }: ReadInput & { from: Date },
): Promise<Map<number, BudgetCosts> | { reason: string }> {
  const { dimension, zone } = rows[0] ?? { dimension: null, zone: "UTC" };
  const values = [...new Set(rows.flatMap(({ value }) => (value === null ? [] : [value])))];
  const window = resolveWindow({ from, to: new Date(now.getTime() + 1) }, now);
  const filters = dimension === null ? NO_FILTERS : { ...NO_FILTERS, [dimension]: values };
  const question = { window, filters, groupBy: dimension === null ? [] : [dimension], interval: "day" as const };
  try {
    const spend = await getSpend(db, { ...question, tz: zone, now, retention });
    const days = groupBy(spend.rows, (row) => (dimension === null ? null : (row[dimension] ?? UNASSIGNED)));
    return new Map(rows.map(({ id, value }) => [id, { since: from, ...addDays(days.get(value) ?? []), reason: null }]));
  } catch (error) {
    if (isAppError(error) && error.code === "UNPROCESSABLE") return { reason: error.message };
    throw error;
  }
}

function addDays(rows: readonly SpendRow[]) {
  const costs = new Map<string, bigint | null>();
  const unpriced = new Map<string, number>();
  for (const { day = "", cost_usd, attempts, priced_share } of rows) {
    const cost = cost_usd === null ? null : parseUsd(cost_usd);
    costs.set(day, addKnown([costs.get(day) ?? null, cost]));
    unpriced.set(day, (unpriced.get(day) ?? 0) + attempts - Math.round(attempts * (priced_share ?? 0)));
  }
  return { costs, unpriced };
}
