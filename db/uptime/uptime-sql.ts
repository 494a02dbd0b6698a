import { type SQL, sql } from "drizzle-orm";
import type { Filters } from "@/lib/contract/common";
import { REPORT_FILTERS, type ReportDimension } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { codesOf } from "../aggregates/filter-sql";
import { minuteText, minuteTexts } from "../aggregates/sql-values";
import type { UptimePlan } from "./uptime-plan";

const GROUP_FILTERS = ["model", "provider", "region"] as const satisfies readonly ReportDimension[];
const OTHER_FILTERS = REPORT_FILTERS.filter((name) => !GROUP_FILTERS.some((own) => own === name));
/** Where a minute is judged. */
export const GROUP_COLUMNS = sql.raw("model_id, provider_id, region_id");

/** Parameters that many parts of the statement share: where buckets begin, and the codes of the names filtered by. */
export function knownValues(plan: UptimePlan, filters: Filters): SQL {
  const codes = GROUP_FILTERS.filter((name) => filters[name].length > 0).map(
    (name) => sql`, ${codesOf(name, filters[name])} as ${sql.identifier(`${name}_ids`)}`,
  );
  return sql`select ${minuteTexts(plan.starts)}::timestamptz[] as starts${sql.join(codes)}`;
}

/** Whether only whole groups are asked for, of which minutes are known. */
export function isOfGroups(filters: Filters): boolean {
  return OTHER_FILTERS.every((name) => filters[name].length === 0);
}

/** Conditions on the group of a row `r`. */
export function filterOf(filters: Filters): SQL {
  const filtered = GROUP_FILTERS.filter((name) => filters[name].length > 0);
  return sql.join(
    filtered.map(
      (name) =>
        sql` and r.${sql.identifier(`${name}_id`)} = any((select ${sql.identifier(`${name}_ids`)} from known)::integer[])`,
    ),
  );
}

export function within(moment: SQL, { from, to }: MinuteSpan): SQL {
  return sql`${moment} >= ${instant(from)} and ${moment} < ${instant(to)}`;
}

export function instant(minute: number): SQL {
  const text = Number.isFinite(minute) ? minuteText(minute) : minute < 0 ? "-infinity" : "infinity";
  return sql`${text}::timestamptz`;
}

/** The position from 1 of the bucket a row's `starts_at` lies in. */
export function minuteBucketSql({ starts }: UptimePlan): SQL {
  return starts.length === 1 ? sql`1` : sql`width_bucket(starts_at, (select starts from known))`;
}

/** Parts of a UNION ALL; without any, no rows of that shape. */
export function unionAll(parts: readonly SQL[], none: SQL): SQL {
  return parts.length === 0 ? none : sql.join([...parts], sql` union all `);
}
