import { sql } from "drizzle-orm";
import { z } from "zod";
import { DAY_US } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { partitionDay } from "../partitions/partition-days";
import { selectRows } from "../select-rows";
import type { InstantSpan } from "./attempt-conditions";

/** What an attempt takes in its table. */
const BYTES_PER_ROW = 100;

const partitionSchema = z.object({ name: z.string(), bytes: z.coerce.number() });

/** About how many attempts started in a span, by what the days' tables take on disk. */
export async function estimateAttempts(db: Db, { fromUs, toUs }: InstantSpan): Promise<number> {
  const partitions = await selectRows(
    db,
    sql`select c.relname as name, pg_relation_size(c.oid) as bytes
      from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'attempt_row'::regclass`,
    partitionSchema,
  );
  return partitions.reduce((sum, { name, bytes }) => {
    const day = partitionDay(name);
    if (day === null) return sum;
    const coveredUs = Math.min(toUs, (day + 1) * DAY_US) - Math.max(fromUs, day * DAY_US);
    return sum + Math.max(0, coveredUs / DAY_US) * (bytes / BYTES_PER_ROW);
  }, 0);
}
