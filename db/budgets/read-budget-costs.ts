import { isAppError } from "@/lib/contract/error";
import { periodAt } from "@/lib/domain/budgets/budget-period";
import { costsNeededFrom } from "@/lib/domain/budgets/budget-status";
import { dayPieces } from "@/lib/domain/budgets/day-pieces";
import { groupBy } from "@/lib/domain/group-by";
import { createExchangeRates, NO_RATES, USD } from "@/lib/domain/pricing/exchange-rates";
import { NO_FILTERS, UNASSIGNED } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { intervalBucketsOf, resolveWindow } from "@/lib/domain/time/time-window";
import { minuteSpan } from "../aggregates/answer-window";
import type { Retention } from "../aggregates/group-types";
import type { StoredCapacity } from "../capacity/capacity-row";
import { areFewHours } from "../capacity/get-break-even";
import { listCapacity } from "../capacity/list-capacity";
import { readCapacityAhead } from "../capacity/read-capacity-ahead";
import type { Db } from "../client";
import { listExchangeRates } from "../prices/list-exchange-rates";
import { getSpend } from "../spend/get-spend";
import { addDays, type BudgetDay, type Due } from "./budget-days";
import { type BudgetRow, termsOf } from "./budget-row";

/**
 * What each local date since an instant is billed, with reserved capacity; or why nobody can know. Of all spend, what capacity is due on
 * the dates to come is known too. `isShared` is false where capacity was reserved, and nobody knows whose part it was: then all is by the token.
 */
export type BudgetCosts =
  | { since: Date; days: ReadonlyMap<string, BudgetDay>; due: Due | null; isShared: boolean; reason: null }
  | { reason: string };

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
    const isShared = isSharedOut(dimension, await listCapacity(db, window), minuteSpan(window));
    const due = dimension === null ? await readDue(db, { rows, now, from: window.to }) : null;
    return new Map(
      rows.map(({ id, value }) => [id, { since: from, days: daysOf(value), due, isShared, reason: null }]),
    );
  } catch (error) {
    if (isAppError(error) && error.code === "UNPROCESSABLE") return { reason: error.message };
    throw error;
  }
}

/** Whether capacity is shared out to the names of a dimension; to apps only where hours and no region say which used it. */
function isSharedOut(
  dimension: BudgetRow["dimension"],
  reserved: readonly Pick<StoredCapacity, "region">[],
  { from, to }: MinuteSpan,
): boolean {
  if (reserved.length === 0 || dimension === null || dimension === "model") return true;
  return dimension === "app" && areFewHours(to - from) && reserved.every(({ region }) => region === null);
}

/** What capacity will cost on each date from an instant to the end of the current period; null where a currency never had a rate. */
async function readDue(
  db: Db,
  { rows, now, from }: Pick<ReadInput, "rows" | "now"> & { from: Date },
): Promise<Due | null> {
  const { period, zone, currency } = rows[0] ?? { period: "month", zone: "UTC", currency: USD };
  const days = intervalBucketsOf({ from, to: periodAt(now, period, zone).to }, "day", zone);
  const sums = await readCapacityAhead(db, { spans: days, providers: [], currency });
  return sums && new Map(days.map(({ label }, index) => [label ?? "", sums[index] ?? 0n]));
}
