import { sql } from "drizzle-orm";
import { z } from "zod";
import { type UsageSourceSummary, usageSourceSchema } from "@/lib/contract/usage-sources";
import type { Db } from "../client";
import { selectRows } from "../select-rows";

const instant = z.coerce.date().transform((at) => at.toISOString());
const rowSchema = z.object({
  ...usageSourceSchema.shape,
  records: z.coerce.number(),
  from: instant,
  to: instant,
  received_at: instant,
});

/** Every source of usage records, the one that was heard of last first. */
export function listUsageSources(db: Db): Promise<UsageSourceSummary[]> {
  return selectRows(
    db,
    sql`select source, count(*) as records, min(starts_at) as "from", max(ends_at) as "to", max(received_at) as received_at
      from usage_record group by source order by max(received_at) desc, source`,
    rowSchema,
  );
}
