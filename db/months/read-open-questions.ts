import { sql } from "drizzle-orm";
import { z } from "zod";
import type { OpenQuestion } from "@/lib/contract/month-statement";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import { HOUR_MS } from "@/lib/domain/time/units";
import type { Retention } from "../aggregates/group-types";
import type { Db } from "../client";
import { ONLY_BUCKET } from "../schema/attempt-bucket";
import { selectRows } from "../select-rows";
import { type MonthTotals, readMonthTotals } from "./read-month-totals";

type QuestionsInput = { span: TimeWindow; now: Date; retention: Retention };

/** Records that come later than this after a month's end were not expected. */
const LATE_SPAN_MS = 72 * HOUR_MS;

const count = z.coerce.number();
const dayRow = z.object({ day: z.string() });
const rateRow = z.object({ currency: z.string(), day: z.string(), attempts: count });
const sourceRow = z.object({ source: z.string(), key_name: z.string().nullable(), late: count });

/**
 * What is not certain about a month, in the order in which it matters, and what it used and cost by the sums.
 *
 * A day is counted anew after attempts of it were changed; a source is late whose records still came hours after their end
 * during the last three days.
 */
export async function readOpenQuestions(
  tx: Db,
  { span, now, retention }: QuestionsInput,
): Promise<{ totals: MonthTotals; questions: OpenQuestion[] }> {
  const { totals: all, isExact } = await readMonthTotals(tx, { windows: [span], retention });
  const [totals] = all;
  if (!totals) throw new RangeError("A month has a length");
  const unpriced = totals.attempts - totals.priced;
  const rates = await listMissingRates(tx, span);
  const days = await listRecounts(tx, span);
  const late = await listLateSources(tx, now);
  const ofAttempts = unpriced === 0 ? [] : [counted(unpriced, "attempt")];
  const ofRecords = totals.usageUnpriced === 0 ? [] : [counted(totals.usageUnpriced, "usage record")];
  const otherCurrencies = totals.otherCurrencies.map(
    ({ currency, records }) => `${currency}: ${counted(records, "usage record")}`,
  );
  const questions: OpenQuestion[] = [
    { kind: "not_over", count: now < span.to ? 1 : 0, details: [span.to.toISOString()] },
    { kind: "not_retained", count: isExact ? 0 : 1, details: [] },
    { kind: "unpriced", count: unpriced + totals.usageUnpriced, details: [...ofAttempts, ...ofRecords] },
    {
      kind: "missing_rates",
      count: rates.length + otherCurrencies.length,
      details: [
        ...rates.map(({ currency, day, attempts }) => `${currency} ${day}: ${counted(attempts, "attempt")}`),
        ...otherCurrencies,
      ],
    },
    { kind: "estimated", count: totals.estimated, details: [] },
    { kind: "recounts", count: days.length, details: days },
    {
      kind: "late_sources",
      count: late.length,
      details: late.map(
        ({ source, key_name, late }) => `${key_name ?? source}, ${source}: ${counted(late, "late record")}`,
      ),
    },
  ];
  return { totals, questions: questions.filter((question) => question.count > 0) };
}

function counted(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}

/** The days, by currency, of which attempts have no cost because no rate is stored. */
async function listMissingRates(tx: Db, { from, to }: TimeWindow) {
  const [first, end] = [from.toISOString(), to.toISOString()];
  // Most ledgers have no price in another currency; then no attempt is looked at.
  const [{ priced } = { priced: false }] = await selectRows(
    tx,
    sql`select exists (select from price where currency <> 'USD') as priced`,
    z.object({ priced: z.boolean() }),
  );
  if (!priced) return [];
  return selectRows(
    tx,
    sql`with converted_price as (
        select id, currency from price where currency <> 'USD'
        union all
        select d.id, p.currency from discounted_price d join price p on p.id = d.price_id where p.currency <> 'USD'
      ), converted_set as (
        select s.id, p.currency from attribution s join converted_price p on p.id = s.price_id
      ), lacking as (
        select f.currency, (r.started_at at time zone 'UTC')::date as day, count(*) as attempts
        from attempt_row r join converted_set f on f.id = r.attribution_id
        where r.bucket = ${ONLY_BUCKET} and r.cost_pico is null
          and r.started_at >= ${first}::timestamptz and r.started_at < ${end}::timestamptz
        group by 1, 2
      )
      select currency, day::text as day, attempts from lacking
      where not exists (select from exchange_rate e where e.currency = lacking.currency and e.day = lacking.day)
      order by 1, 2`,
    rateRow,
  );
}

async function listRecounts(tx: Db, { from, to }: TimeWindow): Promise<string[]> {
  const rows = await selectRows(
    tx,
    sql`select day::text as day from rollup_recount
      where day::timestamp at time zone 'UTC' < ${to.toISOString()}::timestamptz
        and (day + 1)::timestamp at time zone 'UTC' > ${from.toISOString()}::timestamptz
      order by rollup_recount.day`,
    dayRow,
  );
  return rows.map(({ day }) => day);
}

function listLateSources(tx: Db, now: Date) {
  const since = new Date(now.getTime() - LATE_SPAN_MS).toISOString();
  return selectRows(
    tx,
    sql`select a.source, k.name as key_name, sum((a.told ->> 'late')::bigint) as late
      from arrival a left join api_key k on k.id::text = a.key_id
      where a.span = 'hour' and a.told is not null and a.starts_at > ${since}::timestamptz
      group by 1, 2 having sum((a.told ->> 'late')::bigint) > 0 order by 3 desc, 1, 2 limit 20`,
    sourceRow,
  );
}
