import { desc } from "drizzle-orm";
import { type MonthStatement, monthStatementSchema } from "@/lib/contract/month-statement";
import { MONTHS_MAX, type Month, type Months, type SinceClose } from "@/lib/contract/months";
import { monthOf, monthSpan } from "@/lib/domain/months/month-span";
import { formatUsd, formatUsdOrNull, parseUsd } from "@/lib/domain/pricing/usd";
import { calendarMonth } from "@/lib/domain/time/calendar-window";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { monthClose } from "../schema/month-close";
import { getFirstDay } from "../spend/get-first-day";
import { getLedgerZone } from "./get-ledger-zone";
import { type MonthTotals, readMonthTotals } from "./read-month-totals";

type MonthsInput = { tz?: string | undefined; now: Date; retention: Retention };
type ClosedRow = Awaited<ReturnType<typeof listClosed>>[number];

/**
 * The months since the first record, newest first, at most MONTHS_MAX; of closed ones what was signed, and what is in their
 * span now beyond it.
 *
 * Those that are not closed are of the zone asked for, else of that of the latest closed month.
 */
export async function listMonths(db: Db, { tz, now, retention }: MonthsInput): Promise<Months> {
  const zone = tz ?? (await getLedgerZone(db));
  const closed = await listClosed(db);
  const names = monthNames(await getFirstDay(db), now, zone);
  const spans = names.map((name) => monthSpan(name, zone));
  const { totals } = await readMonthTotals(db, { windows: spans, retention });
  const months: Month[] = [];
  for (const [index, name] of names.entries()) {
    const own = totals[index];
    const span = spans[index];
    if (closed.some(({ month }) => month === name) || !own || !span) continue;
    months.push(openMonth(name, { zone, span, totals: own, now }));
  }
  for (const row of closed) {
    const { totals, isExact } = await readMonthTotals(db, {
      windows: [{ from: row.startsAt, to: row.endsAt }],
      retention,
    });
    months.push(closedMonth(row, isExact ? (totals[0] ?? null) : null));
  }
  return { as_of: now.toISOString(), zone, months: months.sort((a, b) => (a.month < b.month ? 1 : -1)) };
}

function listClosed(db: Db) {
  return db.select().from(monthClose).orderBy(desc(monthClose.startsAt)).limit(MONTHS_MAX);
}

function monthNames(firstDay: string | null, now: Date, zone: string): string[] {
  const names: string[] = [];
  const first = firstDay === null ? now.getTime() : Date.parse(`${firstDay}T00:00:00Z`);
  for (let offset = 0; names.length < MONTHS_MAX; offset--) {
    const { from, to } = calendarMonth(now.getTime(), zone, offset);
    names.unshift(monthOf(from.getTime(), zone));
    if (from.getTime() <= first || to.getTime() <= first) break;
  }
  return names;
}

type Open = { zone: string; span: TimeWindow; totals: MonthTotals; now: Date };

function openMonth(month: string, { zone, span, totals, now }: Open): Month {
  return {
    ...{ month, state: now < span.to ? "running" : "open", zone },
    ...{ from: span.from.toISOString(), to: span.to.toISOString() },
    ...{ attempts: totals.attempts, unpriced_attempts: totals.attempts - totals.priced },
    ...{ estimated_attempts: totals.estimated, usage_records: totals.usageRecords },
    ...{ cost_usd: formatUsdOrNull(totals.costPico), closed: null },
  };
}

function closedMonth(row: ClosedRow, now: MonthTotals | null): Month {
  const statement = monthStatementSchema.parse(JSON.parse(row.statement));
  const { totals, rows } = statement;
  return {
    ...{ month: row.month, state: "closed", zone: row.zone, from: statement.from, to: statement.to },
    ...{ attempts: totals.attempts, unpriced_attempts: totals.unpriced_attempts },
    ...{ estimated_attempts: totals.estimated_attempts, usage_records: totals.usage_records.records },
    cost_usd: totals.cost_usd,
    closed: {
      ...{ at: statement.closed_at, by: row.closedBy, note: statement.note, key_id: row.keyId },
      ...{ rows_sha256: rows.sha256, since: now && sinceClose(totals, now) },
    },
  };
}

function sinceClose(signed: MonthStatement["totals"], now: MonthTotals): SinceClose {
  const before = signed.cost_usd === null ? 0n : (parseUsd(signed.cost_usd) ?? 0n);
  return {
    cost_usd: formatUsd((now.costPico ?? 0n) - before),
    attempts: now.attempts - signed.attempts,
    usage_records: now.usageRecords - signed.usage_records.records,
    unpriced_attempts: now.attempts - now.priced - signed.unpriced_attempts,
  };
}
