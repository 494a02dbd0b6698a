import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Breakdown, breakdownSchema } from "@/lib/contract/breakdowns";
import type { Db } from "../client";
import { selectRows } from "../select-rows";

const instant = z.coerce.date().transform((at) => at.toISOString());
const rowSchema = z.object({
  ...breakdownSchema.shape,
  created_at: instant,
  complete_from: instant.nullable(),
});

/** Every breakdown, in the order in which they were created; the one with an id, if that is given. */
export function listBreakdowns(db: Db, { id }: { id?: number } = {}): Promise<Breakdown[]> {
  return selectRows(
    db,
    sql`select b.id, b.dimensions, b.created_at, b.created_by, nullif(k.complete_from, '-infinity') as complete_from, k.days_left
      from breakdown b left join retained_breakdown k on k.id = b.id
      where b.ended_at is null ${id === undefined ? sql`` : sql`and b.id = ${id}`} order by b.id`,
    rowSchema,
  );
}
