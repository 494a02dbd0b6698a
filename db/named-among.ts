import { type SQL, sql } from "drizzle-orm";
import { textArray } from "./aggregates/sql-values";

/** Whether a column has one of some names; of no names, any. */
export function namedAmong(column: string, names: readonly string[]): SQL {
  return names.length === 0 ? sql`true` : sql`${sql.identifier(column)} = any(${textArray(names)}::text[])`;
}
