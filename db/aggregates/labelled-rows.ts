import { type SQL, sql } from "drizzle-orm";
import { isLabel } from "@/lib/domain/report-dimensions";
import type { GroupSource } from "./group-source";

/**
 * The rows of a relation as `r`, with the columns of a source's dimensions: those of a breakdown have their labels as a
 * set, null for one they do not have.
 */
export function labelledRows({ breakdown, dimensions }: GroupSource, relation: SQL, condition = sql`true`): SQL {
  if (!breakdown) return sql`${relation} r`;
  const labels = dimensions.filter(isLabel).map((name) => {
    const column = sql.identifier(`${name}_id`);
    return sql`, nullif(l.${column}, 0) as ${column}`;
  });
  return sql`(select t.*${sql.join(labels)} from ${relation} t left join label_set l on l.id = t.label_set_id
    where ${condition}) r`;
}

/** The same of a level's table, of which the rows of the source's own breakdown are meant. */
export function levelRows(source: GroupSource, table: SQL): SQL {
  const id = source.breakdown && sql.raw(String(source.breakdown.id));
  return labelledRows(source, table, id && sql`t.breakdown_id = ${id}`);
}
