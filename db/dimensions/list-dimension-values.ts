import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../client";
import { DIMENSION_KINDS, type DimensionKind, dimension } from "../schema/dimensions";
import { selectRows } from "../select-rows";

const rowSchema = z.object({ kind: z.enum(DIMENSION_KINDS), value: z.string() });

// The dictionary also holds the names callers asked for, which are no models of their own.
const ANSWERED = sql`and ${dimension.id} in (
  select model_id from rollup_day_model union select model_id from rollup_fresh union
  select unnest(model_id) from rollup_delta)`;

export type DimensionValues = Partial<Record<DimensionKind, string[]>>;

/**
 * The names of the given kinds ever seen in traffic, in the order of the alphabet.
 *
 * At most `limit` of each kind, the first seen: an app name per request must not make an endless list.
 */
export async function listDimensionValues(
  db: Db,
  { kinds, limit }: { kinds: readonly DimensionKind[]; limit: number },
): Promise<DimensionValues> {
  const oneKind = (kind: DimensionKind) => sql`
    (select ${dimension.kind} as kind, ${dimension.value} as value from ${dimension}
     where ${dimension.kind} = ${kind} ${kind === "model" ? ANSWERED : sql``} order by ${dimension.id} limit ${limit})`;
  const rows = await selectRows(db, sql.join(kinds.map(oneKind), sql` union all `), rowSchema);
  const values: DimensionValues = {};
  for (const kind of kinds) values[kind] = rows.flatMap((row) => (row.kind === kind ? [row.value] : [])).sort();
  return values;
}
