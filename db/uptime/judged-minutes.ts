import { getTableName, type SQL, sql } from "drizzle-orm";
import type { Filters } from "@/lib/contract/common";
import { DOWN_OUTCOMES, MEASURED_OUTCOMES } from "@/lib/domain/uptime/uptime";
import { ONLY_BUCKET } from "../schema/attempt-bucket";
import { outcomeIn } from "../schema/outcome-sql";
import { pendingGroups } from "../schema/pending-groups";
import { rollupDelta, rollupFresh, rollupMinute } from "../schema/rollups";
import type { UptimePlan } from "./uptime-plan";
import { filterOf, GROUP_COLUMNS, instant, within } from "./uptime-sql";

// Deltas have null where nothing of a kind occurred.
const count = (name: string) => sql`coalesce(r.${sql.identifier(name)}, 0)`;
const FAILED = sql.join(DOWN_OUTCOMES.map(count), sql` + `);
const ROW = sql`select r.starts_at, r.model_id, r.provider_id, r.region_id, ${count("ok")} as ok, ${FAILED} as failed`;
const COLUMNS = ["starts_at", "model_id", "provider_id", "region_id", ...MEASURED_OUTCOMES];

/** Minutes with records that no sealed row knows of yet; none of them has any other trace in minute rows or masks. */
export function unsealedMinutes({ window }: UptimePlan, filters: Filters): SQL {
  const pending = sql`${sql.raw(pendingGroups(getTableName(rollupDelta), COLUMNS))} r`;
  const where = sql`where ${within(sql`r.starts_at`, window)}${filterOf(filters)}`;
  return sql`${ROW} from ${rollupFresh} r ${where} union all ${ROW} from ${pending} ${where}`;
}

/**
 * The quarters that have unsealed minutes and lie in no edge: what is sealed of them does not serve.
 *
 * None where only days are left: there a late record shows once it is sealed.
 */
export function touchedQuarters({ minutes, attempts, quartersFrom }: UptimePlan): SQL {
  const atEdges = [...minutes, ...attempts].map((edge) => sql` and not (${within(sql`starts_at`, edge)})`);
  return sql`select distinct date_bin('15 minutes', starts_at, '1970-01-01T00:00:00Z'::timestamptz) as quarter
    from unsealed where starts_at >= ${instant(quartersFrom)}${sql.join(atEdges)}`;
}

/**
 * What is known of every minute that no sealed quarter serves, added up per group: unsealed minutes with the rest of their
 * quarters, and the edges of the window, from minute rows where they are kept and from single attempts before.
 */
export function judgedMinutes(plan: UptimePlan, filters: Filters): SQL {
  const { window, minuteRowsFrom } = plan;
  const filter = filterOf(filters);
  const parts = [
    sql`select starts_at, ${GROUP_COLUMNS}, ok, failed from unsealed where starts_at >= ${instant(minuteRowsFrom)}`,
    touchedMinutes(
      sql`quarter >= ${instant(minuteRowsFrom)}`,
      sql`${ROW} from ${rollupMinute} r where ${inQuarter(sql`r.starts_at`)}${filter}`,
    ),
    ...plan.minutes.map((edge) => sql`${ROW} from ${rollupMinute} r where ${within(sql`r.starts_at`, edge)}${filter}`),
    ...plan.attempts.map((edge) => attemptRows(sql`${within(sql`r.started_at`, edge)}${filter}`)),
  ];
  if (window.from < minuteRowsFrom) {
    // The second condition says no more than the first, but in constants: partitions beyond are not even planned for.
    const old = { from: window.from, to: Math.min(window.to, minuteRowsFrom) };
    const inOld = sql`${inQuarter(sql`r.started_at`)} and ${within(sql`r.started_at`, old)}${filter}`;
    parts.push(touchedMinutes(sql`quarter < ${instant(minuteRowsFrom)}`, attemptRows(inOld)));
  }
  return sql`select starts_at, ${GROUP_COLUMNS}, sum(ok) as ok, sum(failed) as failed
    from (${sql.join(parts, sql` union all `)}) minute group by starts_at, ${GROUP_COLUMNS}`;
}

/**
 * What `source` has of the touched quarters. OFFSET 0 keeps it one index scan per quarter: turned into a join, it may
 * read every partition there is for the sake of one late record.
 */
function touchedMinutes(which: SQL, source: SQL): SQL {
  return sql`select minute.* from (select quarter from touched where ${which}) q cross join lateral (${source} offset 0) minute`;
}

function attemptRows(where: SQL): SQL {
  return sql`select date_bin('1 minute', r.started_at, '1970-01-01T00:00:00Z'::timestamptz) as starts_at, r.model_id, r.provider_id,
    r.region_id, (${sql.raw(outcomeIn("r.outcome", ["ok"]))})::integer as ok,
    (${sql.raw(outcomeIn("r.outcome", DOWN_OUTCOMES))})::integer as failed
    from attempt r where r.bucket = ${ONLY_BUCKET} and ${where}`;
}

function inQuarter(moment: SQL): SQL {
  return sql`${moment} >= q.quarter and ${moment} < q.quarter + interval '15 minutes'`;
}
