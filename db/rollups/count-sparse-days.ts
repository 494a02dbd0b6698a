import type { Sql } from "postgres";
import { ONLY_BUCKET } from "@/db/schema/attempt-bucket";
import { DAY_MS } from "@/lib/domain/time/units";
import { LIES_WITHIN } from "./fold-deltas";
import { getRetainedDay } from "./get-retained-day";
import { rebuildDaysAtOnce } from "./rebuild-rollups";
import type { RetainedOfDay } from "./rollup-comparisons";
import { bucketSql } from "./rollup-sql";

/** Fewer groups are folded: a transaction of its own, and the month anew, would cost more than it saves. */
const GROUPS_MIN = 2_000;
/** Bounds the transaction, and for how long folding waits behind it: four seconds. A day with more is folded. */
const ATTEMPTS_AT_ONCE = 150_000;
/** Folding and sealing a group takes about as long as counting an attempt: of a day with more attempts, groups are folded. */
const ATTEMPTS_PER_GROUP = 1;

const OF_DAYS = `
  select ${bucketSql("day", "at")} as day, count(*) as groups
  from (select starts_at from rollup_delta union all select starts_at from rollup_delta_app) d, unnest(d.starts_at) at
  group by 1 having count(*) >= ${GROUPS_MIN}`;

/** Of days before $1 with much pending: how many groups, and attempts up to one more than would be counted. */
const SPARSE_DAYS = `
  select to_char(day at time zone 'UTC', 'YYYY-MM-DD') as day, groups::int, attempts::int
  from (${OF_DAYS}) pending cross join lateral (
    select count(*) as attempts from (
      select from attempt_row where bucket = ${ONLY_BUCKET} and started_at >= day and started_at < day + interval '24 hours'
      limit least(groups * ${ATTEMPTS_PER_GROUP}, ${ATTEMPTS_AT_ONCE}) + 1
    ) stored
  ) counted
  where day + interval '24 hours' <= $1::timestamptz and attempts <= least(groups * ${ATTEMPTS_PER_GROUP}, ${ATTEMPTS_AT_ONCE})
  order by day`;

/** How many groups of the days from $1 to $2 are in deltas of nothing else: the others are folded even so. */
const GROUPS_WITHIN = `
  select coalesce(sum(cardinality(starts_at)), 0)::int as groups
  from (select starts_at from rollup_delta union all select starts_at from rollup_delta_app) d
  where ${LIES_WITHIN}`;

type SparseDay = { day: string; groups: number; attempts: number };
type Run = { days: string[]; groups: number; attempts: number; retained: RetainedOfDay };

/**
 * Counts the days that are over before an instant from their attempts, where so much is pending in so many cells that this is
 * quicker than to fold it, as after the import of history: each row of a bucket is then written once, and no delta is read.
 *
 * What is pending of them is forgotten in the transaction that counts them. Says how many attempts it counted.
 */
export async function countSparseDays(sql: Sql, { before }: { before: Date }): Promise<number> {
  let counted = 0;
  for (const { days, groups } of await planRuns(sql, before)) {
    const from = `${days[0]}T00:00:00Z`;
    const to = new Date(Date.parse(from) + days.length * DAY_MS).toISOString();
    const [within] = await sql.unsafe<{ groups: number }[]>(GROUPS_WITHIN, [from, to]);
    if ((within?.groups ?? 0) * 2 >= groups) counted += await rebuildDaysAtOnce(sql, days);
  }
  return counted;
}

/** Such days, joined where they follow on each other: a delta may lie at the end of one and the beginning of the next. */
async function planRuns(sql: Sql, before: Date): Promise<Run[]> {
  const days = await sql.unsafe<SparseDay[]>(SPARSE_DAYS, [before.toISOString()]);
  const runs: Run[] = [];
  for (const { day, groups, attempts } of days) {
    const retained = await getRetainedDay(sql, day);
    if (!retained.hasRaw) continue;
    const last = runs.at(-1);
    if (last && isNext(last, day, retained) && last.attempts + attempts <= ATTEMPTS_AT_ONCE) {
      last.days.push(day);
      last.groups += groups;
      last.attempts += attempts;
    } else {
      runs.push({ days: [day], groups, attempts, retained });
    }
  }
  return runs;
}

function isNext({ days, retained }: Run, day: string, its: RetainedOfDay): boolean {
  const isAlike = retained.hasMinutes === its.hasMinutes && retained.hasQuarters === its.hasQuarters;
  return isAlike && Date.parse(days.at(-1) ?? "") + DAY_MS === Date.parse(day);
}
