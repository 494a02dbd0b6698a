import { sql } from "drizzle-orm";
import { z } from "zod";
import { type PeriodSpan, periodAt, periodBefore } from "@/lib/domain/budgets/budget-period";
import { type BudgetStatus, budgetStatus } from "@/lib/domain/budgets/budget-status";
import { type BudgetThreshold, newlyReached, thresholdKey } from "@/lib/domain/budgets/budget-threshold";
import { formatUsd, formatUsdOrNull } from "@/lib/domain/pricing/usd";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { selectRows } from "../select-rows";
import { BUDGET_THRESHOLD_KIND, type BudgetAlertDetails } from "./alert-details";
import { costsOf } from "./budget-days";
import { type BudgetRow, termsOf } from "./budget-row";
import { listBudgetRows } from "./list-budget-rows";
import { type BudgetCosts, readBudgetCosts, readFormerBudgetCosts } from "./read-budget-costs";

/**
 * Writes an event for each threshold that a budget has newly reached, and returns how many.
 *
 * Each is written once for a period and the terms of its budget. A sum that a correction lowers does not arm it again: late
 * records and new prices move sums up and down, and the same news twice would be no news. A new amount does. The period
 * before is looked at too, for what arrives after its end, if the budget asked the same question then.
 */
export async function evaluateBudgets(db: Db, input: { now: Date; retention: Retention }): Promise<number> {
  const { now, retention } = input;
  const rows = await listBudgetRows(db);
  const asked = rows.filter((row) => row.termsAt < spanOf(row, now).from);
  const former = await readFormerBudgetCosts(db, { rows: asked, now, retention });
  const current = await readBudgetCosts(db, { rows, now, retention });
  let written = 0;
  for (const row of rows) {
    const span = spanOf(row, now);
    const before = periodBefore(span, row.period, row.zone);
    written += await evaluatePeriod(db, { row, span: before, now: before.to, known: former.get(row.id), at: now });
    written += await evaluatePeriod(db, { row, span, now, known: current.get(row.id), at: now });
  }
  return written;
}

type Period = { row: BudgetRow; span: PeriodSpan; now: Date; known: BudgetCosts | undefined; at: Date };

async function evaluatePeriod(db: Db, { row, span, now, known, at }: Period): Promise<number> {
  if (known === undefined || known.reason !== null || span.from < known.since) return 0;
  const status = budgetStatus({ terms: termsOf(row), span, now, ...costsOf(known) });
  return writeReached(db, { row, span, status, now: at });
}

function spanOf({ period, zone }: BudgetRow, now: Date): PeriodSpan {
  return periodAt(now, period, zone);
}

type Reached = { row: BudgetRow; span: PeriodSpan; status: BudgetStatus; now: Date };

async function writeReached(db: Db, { row, span, status, now }: Reached): Promise<number> {
  const { amountPico } = termsOf(row);
  const prefix = `budget:${row.id}:${row.termsVersion}:${span.from.toISOString()}:`;
  const before = await selectRows(
    db,
    sql`select key from alert_event where budget_id = ${row.id} and starts_with(key, ${prefix})`,
    z.object({ key: z.string().transform((key) => key.slice(prefix.length)) }),
  );
  const isOver = span.to <= now;
  // What was projected of a period that is over is no news any more.
  const asked = row.thresholds.filter(({ of }) => of === "spent" || !isOver);
  const reached = newlyReached(asked, { amountPico, ...status }, new Set(before.map(({ key }) => key)));
  let written = 0;
  for (const threshold of reached) {
    const rows = await db.execute(sql`
      insert into alert_event (key, kind, subject, budget_id, at, details)
      select ${prefix + thresholdKey(threshold)}, ${BUDGET_THRESHOLD_KIND}, ${row.name}, ${row.id},
        ${now.toISOString()}::timestamptz, ${JSON.stringify(detailsOf(row, span, status, threshold))}::text::jsonb
      where exists (
        select from budget where id = ${row.id} and terms_version = ${row.termsVersion} and deleted_at is null)
      on conflict (key) do nothing
      returning id`);
    written += [...rows].length;
  }
  return written;
}

function detailsOf(
  row: BudgetRow,
  span: PeriodSpan,
  { spentPico, projectedPico }: BudgetStatus,
  threshold: BudgetThreshold,
): BudgetAlertDetails {
  return {
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    tz: row.zone,
    threshold,
    amount: formatUsd(termsOf(row).amountPico),
    currency: row.currency,
    spent: formatUsd(spentPico),
    projected: formatUsdOrNull(projectedPico),
    dimension: row.dimension,
    value: row.value,
    owner: row.owner,
  };
}
