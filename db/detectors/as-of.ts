import { sql } from "drizzle-orm";
import { z } from "zod";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { LOCKS } from "../advisory-locks";
import type { Db } from "../client";
import { selectRows } from "../select-rows";

/** Profiles of the last hour are counted by then. */
const SETTLED_AFTER_MS = 5 * MINUTE_MS;

/** The end of the last hour that is looked at, in epoch ms. */
export function countsAsOf(now: Date): number {
  return Math.floor((now.getTime() - SETTLED_AFTER_MS) / HOUR_MS) * HOUR_MS;
}

/** Whether the past of series is still being counted: what is usual would be learnt of a part of it. */
export async function hasBacklog(db: Db, { from, to }: { from: Date; to: Date }): Promise<boolean> {
  const [row] = await selectRows(
    db,
    sql`select exists (
        select from rollup_hour_model h, rollup_state s where s.id = 1 and h.starts_at >= s.raw_from
          and h.starts_at >= ${from.toISOString()}::timestamptz and h.starts_at < ${to.toISOString()}::timestamptz
          and not exists (select from profiled_hour p where p.starts_at = h.starts_at)
      ) as has_backlog`,
    z.object({ has_backlog: z.boolean() }),
  );
  return row?.has_backlog ?? false;
}

/** Until the transaction ends nobody else looks at a series. */
export async function lockDetectors(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.detectors})`);
}
