import { type SQL, sql } from "drizzle-orm";
import type { Filters } from "@/lib/contract/common";
import { HASHED_USER_CHARACTERS } from "@/lib/domain/hashed-user";
import {
  ATTEMPT_FILTERS,
  type AttemptFilter,
  absentName,
  REPORT_DIMENSIONS,
  type ReportDimension,
  UNASSIGNED,
} from "@/lib/domain/report-dimensions";
import { normalizeTag } from "@/lib/domain/tags";
import { NO_TIER_ID } from "../schema/dimensions";
import { textArray } from "./sql-values";

const WORD_KEY = "tag:";

/** The dimensions that filters restrict. */
export function filteredDimensions(filters: Filters): ReportDimension[] {
  return REPORT_DIMENSIONS.filter((name) => filters[name].length > 0);
}

/** Whether filters ask for what only single attempts have. */
export function filtersAttempts(filters: Filters): AttemptFilter | undefined {
  return ATTEMPT_FILTERS.find((name) => filters[name].length > 0);
}

/** The codes of the names that a dimension is restricted to, as an array. */
export function codesOf(name: ReportDimension, values: readonly string[]): SQL {
  return sql`array(select id from dimension where kind = ${name} and value = any(${textArray(values)}::text[]))`;
}

/**
 * The conditions of filters on a row of a rollup or of the view `attempt`, each beginning with "and". `codes` stands for the
 * array of a dimension's codes.
 */
export function filterConditions(filters: Filters, row: SQL, codes: (name: ReportDimension) => SQL): SQL {
  const dimensions = filteredDimensions(filters).map((name) => {
    const column = sql`${row}.${sql.identifier(`${name}_id`)}`;
    const isNamed = sql`${column} = any(${codes(name)})`;
    if (!filters[name].includes(absentName(name))) return sql` and ${isNamed}`;
    const isAbsent = name === "tier" ? sql`${column} = ${sql.raw(String(NO_TIER_ID))}` : sql`${column} is null`;
    return sql` and (${isNamed} or ${isAbsent})`;
  });
  const names = (["consumer", "session"] as const)
    .filter((name) => filters[name].length > 0)
    .map((name) => {
      const column = sql`${row}.${sql.identifier(name)}`;
      const isNamed = sql`${column} = any(${name === "consumer" ? withHashes(filters[name]) : textArray(filters[name])}::text[])`;
      return filters[name].includes(absentName(name))
        ? sql` and (${isNamed} or ${column} is null)`
        : sql` and ${isNamed}`;
    });
  const tags = tagsByKey(filters.tag.filter((tag) => tag !== UNASSIGNED)).map(
    (values) => sql`${row}.tags && ${textArray(values)}::text[]`,
  );
  const isTagged = tags.length > 0 ? [sql.join(tags, sql` and `)] : [];
  const isUntagged = filters.tag.includes(UNASSIGNED) ? [sql`${row}.tags is null`] : [];
  const ofTags = [...isTagged, ...isUntagged];
  const tagged = ofTags.length > 0 ? [sql` and (${sql.join(ofTags, sql` or `)})`] : [];
  return sql.join([...dimensions, ...names, ...tagged]);
}

/** Users of whom some sources may only pass on a hash are found by their names all the same. */
function withHashes(users: readonly string[]): SQL {
  const hash = sql`left(encode(sha256(convert_to(name, 'UTF8')), 'hex'), ${HASHED_USER_CHARACTERS}::int)`;
  return sql`(${textArray(users)}::text[] || array(select ${hash} from unnest(${textArray(users)}::text[]) as u(name)))`;
}

/** Tags of one key are alternatives; those of different keys must all be there. */
export function tagsByKey(tags: readonly string[]): string[][] {
  const keys = new Map<string, string[]>();
  for (const asked of tags) {
    const tag = normalizeTag(asked);
    const key = tag.slice(0, tag.indexOf(":") + 1);
    // Bare words were once kept as they came.
    const words = key === WORD_KEY ? [tag, tag.slice(WORD_KEY.length)] : [tag];
    keys.set(key, [...(keys.get(key) ?? []), ...words]);
  }
  return [...keys.values()];
}
