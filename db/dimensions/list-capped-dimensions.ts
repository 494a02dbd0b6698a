import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { DIMENSION_USES } from "@/db/schema/dimension-days";
import { selectRows } from "@/db/select-rows";
import type { CappedDimension } from "@/lib/contract/ingest-health";
import { DAY_MS } from "@/lib/domain/time/units";

const rowSchema = z.object({
  use: z.enum(DIMENSION_USES),
  value_count: z.number(),
  capped_ms: z.coerce.number(),
  example: z.string(),
});

/** The dimensions of which more values came today or yesterday than are told apart, the latest day of each. */
export async function listCappedDimensions(db: Db, { now }: { now: Date }): Promise<CappedDimension[]> {
  const from = new Date(now.getTime() - DAY_MS).toISOString().slice(0, 10);
  const rows = await selectRows(
    db,
    sql`select distinct on (use) use, value_count, (extract(epoch from capped_at) * 1000)::bigint::text as capped_ms, example
      from dimension_day_count where day >= ${from}::date and capped_at is not null and example is not null
      order by use, day desc`,
    rowSchema,
  );
  return rows.map(({ use, value_count, capped_ms, example }) => ({
    dimension: use,
    values: value_count,
    since: new Date(capped_ms).toISOString(),
    example,
  }));
}
