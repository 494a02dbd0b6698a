import { sql } from "drizzle-orm";
import { z } from "zod";
import { LOCKS } from "@/db/advisory-locks";
import type { Db } from "@/db/client";
import { selectRows } from "@/db/select-rows";
import { theRow } from "@/db/the-row";

/**
 * Lets one publish at a time go on, until its transaction ends, and gives the moment it may call its own.
 *
 * Versions and bundles are numbered without gaps this way, and in the order of their times.
 */
export async function lockPublishing(tx: Db): Promise<Date> {
  await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.publishing})`);
  const clock = sql`select floor(extract(epoch from clock_timestamp()) * 1000)::text as ms`;
  const { ms } = theRow(await selectRows(tx, clock, z.object({ ms: z.coerce.number().int() })));
  return new Date(ms);
}
