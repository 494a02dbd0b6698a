import { isAppError } from "@/lib/contract/error";
import { periodAt, periodBefore } from "@/lib/domain/budgets/budget-period";
import { costsNeededFrom } from "@/lib/domain/budgets/budget-status";
import { dayPieces } from "@/lib/domain/budgets/day-pieces";
import { groupBy } from "@/lib/domain/group-by";
import { createExchangeRates, NO_RATES, USD } from "@/lib/domain/pricing/exchange-rates";
import { NO_FILTERS, UNASSIGNED } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { intervalBucketsOf, resolveWindow } from "@/lib/domain/time/time-window";
import { t } from "@/lib/messages/translate";
import { minuteSpan } from "../aggregates/answer-window";
import type { Retention } from "../aggregates/group-types";
import type { StoredCapacity } from "../capacity/capacity-row";
import { areFewHours } from "../capacity/get-break-even";
import { listCapacity } from "../capacity/list-capacity";
import { readCapacityAhead } from "../capacity/read-capacity-ahead";
import type { Db } from "../client";
import { listExchangeRates } from "../prices/list-exchange-rates";
import { readCosts } from "../spend/read-costs";
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
 * projected from.
 *
 * Budgets of one dimension, period, zone and currency are read together. Where earlier days are not retained, the period alone is read.
 */
export async function readBudgetCosts(db: Db, input: ReadInput): Promise<Map<number, BudgetCosts>> {
  const { now } = input;
  return readAlike(input.rows, async (rows, first) => {
    const to = new Date(now.getTime() + 1);
    const earliest = costsNeededFrom(termsOf(first), now);
    const { from: begin, to: end } = periodAt(now, first.period, first.zone);
    const read = await readWindow(db, { ...input, rows, from: earliest, to, dueUntil: end });
    const isShort = read instanceof Map || begin <= earliest;
    return isShort ? read : readWindow(db, { ...input, rows, from: begin, to, dueUntil: end });
  });
}

/**
 * The daily costs of the period before the current one alone: whether capacity is shared out is decided for each period, as it was
 * shown while that was the current one.
 */
export function readFormerBudgetCosts(db: Db, input: ReadInput): Promise<Map<number, BudgetCosts>> {
  return readAlike(input.rows, (rows, { period, zone }) => {
    const { from, to } = periodBefore(periodAt(input.now, period, zone), period, zone);
    return readWindow(db, { ...input, rows, from, to, dueUntil: to });
  });
}

type Read = Map<number, BudgetCosts> | { reason: string };

async function readAlike(
  rows: readonly BudgetRow[],
  read: (rows: readonly BudgetRow[], first: BudgetRow) => Promise<Read>,
): Promise<Map<number, BudgetCosts>> {
  const costs = new Map<number, BudgetCosts>();
  for (const alike of groupBy(rows, keyOf).values()) {
    const [first] = alike;
    if (!first) continue;
    const known = await read(alike, first);
    for (const { id } of alike)
      costs.set(id, known instanceof Map ? (known.get(id) ?? { reason: t("Its sums were not read") }) : known);
  }
  return costs;
}

function keyOf({ dimension, period, zone, currency }: BudgetRow): string {
  return `${dimension} ${period} ${zone} ${currency}`;
}

async function readWindow(
  db: Db,
  { rows, now, retention, from, to, dueUntil }: ReadInput & { from: Date; to: Date; dueUntil: Date },
): Promise<Read> {
  const { dimension, zone, currency } = rows[0] ?? { dimension: null, zone: "UTC", currency: USD };
  const values = [...new Set(rows.flatMap(({ value }) => (value === null ? [] : [value])))];
  const window = resolveWindow({ from, to }, now);
  const buckets = dayPieces(window, zone, { isCut: currency !== USD });
  const filters = dimension === null ? NO_FILTERS : { ...NO_FILTERS, [dimension]: values };
  const question = { buckets, filters, groupBy: dimension === null ? [] : [dimension], withCapacity: true };
  const pieces = new Map(buckets.map((piece) => [piece.label, piece]));
  const rates = currency === USD ? NO_RATES : createExchangeRates(await listExchangeRates(db, { currency }));
  try {
    const costs = await readCosts(db, { ...question, now, retention });
    const named = groupBy(costs.rows, ({ names }) => (dimension === null ? null : (names[dimension] ?? UNASSIGNED)));
    const daysOf = (value: string | null) => addDays(named.get(value) ?? [], { pieces, currency, rates });
    const isShared = isSharedOut(dimension, await listCapacity(db, window), minuteSpan(window));
    const asked = { zone, currency, since: window.from, from: window.to, to: dueUntil };
    const due = dimension === null ? await readDueDays(db, { ...asked, days: daysOf(null) }) : null;
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

type DueInput = Pick<BudgetRow, "zone" | "currency"> & {
  since: Date;
  from: Date;
  to: Date;
  days: ReadonlyMap<string, BudgetDay>;
};

/**
 * What capacity will cost on each date from an instant to the end of a period, and what it cost on those before that could not be
 * converted; null where a currency never had a rate.
 */
async function readDueDays(db: Db, { zone, currency, since, from, to, days }: DueInput): Promise<Due | null> {
  const isLeftOut = (label: string | null) => (days.get(label ?? "")?.withoutRate.length ?? 0) > 0;
  const over = intervalBucketsOf({ from: since, to: from }, "day", zone).filter(({ label }) => isLeftOut(label));
  const spans = [...over, ...intervalBucketsOf({ from, to }, "day", zone)];
  const sums = await readCapacityAhead(db, { spans, providers: [], currency });
  if (sums === null) return null;
  const due = new Map<string, bigint>();
  // Of today there may be a part that is over and one that is to come.
  for (const [index, { label }] of spans.entries()) {
    due.set(label ?? "", (due.get(label ?? "") ?? 0n) + (sums[index] ?? 0n));
  }
  return due;
}
