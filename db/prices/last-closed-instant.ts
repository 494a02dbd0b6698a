import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../client";
import { monthClose } from "../schema/month-close";
import { selectRows } from "../select-rows";

const rowSchema = z.object({ ends_at: z.coerce.number().int().nullable() });

/** When the last closed month ends, epoch µs; null where none is closed. */
export async function lastClosedInstant(db: Db): Promise<number | null> {
  const [row] = await selectRows(
    db,
    sql`select (extract(epoch from max(ends_at)) * 1000000)::bigint as ends_at from ${monthClose}`,
    rowSchema,
  );
  return row?.ends_at ?? null;
}
