import { type SQL, sql } from "drizzle-orm";
import { isRanked, NAMED_MAX, OTHERS, type RankedGroup, type SpendGroup } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { ONLY_BUCKET } from "../schema/attempt-bucket";
import { minuteText } from "./sql-values";

/** The column that rows are grouped by: a code, or of what has too many values for a dictionary the name. */
export function groupColumn(name: SpendGroup): SQL {
  return sql`${sql.identifier(isRanked(name) ? name : `${name}_id`)}`;
}

/** Whether an attempt `a` started in a stretch of minutes. */
export function isInRun({ from, to }: MinuteSpan): SQL {
  return sql`a.bucket = ${ONLY_BUCKET} and a.started_at >= ${minuteText(from)}::timestamptz and a.started_at < ${minuteText(to)}::timestamptz`;
}

/** A table expression of the names that cost most among attempts of some stretches, in the same snapshot as all else. */
export function rankNames(name: RankedGroup, runs: readonly MinuteSpan[], filter: SQL): SQL {
  const column = sql`a.${sql.identifier(name)}`;
  const within = sql.join(
    runs.map((run) => sql`(${isInRun(run)})`),
    sql` or `,
  );
  return sql`, ${rankedTable(name)} as materialized (
    select ${column} as name from attempt a where (${within}) and ${column} is not null and ${column} <> ${OTHERS}${filter}
    group by 1 order by coalesce(sum(a.cost_pico), 0) desc, count(*) desc, 1 limit ${sql.raw(String(NAMED_MAX))})`;
}

export function joinRanked(name: RankedGroup): SQL {
  const table = rankedTable(name);
  return sql` left join ${table} on ${table}.name = a.${sql.identifier(name)}`;
}

/** The name of an attempt `a` joined with the ranking: null for one that has none. */
export function rankedName(name: RankedGroup): SQL {
  const column = sql.identifier(name);
  return sql`case when a.${column} is not null then coalesce(${rankedTable(name)}.name, ${OTHERS}) end as ${column}`;
}

function rankedTable(name: RankedGroup): SQL {
  return sql`${sql.identifier(`ranked_${name}`)}`;
}
