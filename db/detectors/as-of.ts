import { sql } from "drizzle-orm";
import { z } from "zod";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { LOCKS } from "../advisory-locks";
import type { Db } from "../client";
import { selectRows } from "../select-rows";

/** Profiles of the last hour are counted by then. */
const SETTLED_AFTER_MS = 5 * MINUTE_MS;

/** The end of the last hour that is looked at, in epoch ms. */
export function countsAsOf(now: Date): number {
  return Math.floor((now.getTime() - SETTLED_AFTER_MS) / HOUR_MS) * HOUR_MS;
}

/** So many hours may stay without a profile; what is usual is learnt of hundreds. */
const MISSING_MAX = 12;

/**
 * Whether the past of series is still being counted: what is usual would be learnt of a part of it. The last day must be whole; an older
 * hour that cannot be counted holds up nothing.
 */
export async function hasBacklog(db: Db, { from, to }: { from: Date; to: Date }): Promise<boolean> {
  const lastDay = new Date(to.getTime() - DAY_MS);
  const [row] = await selectRows(
    db,
    sql`select count(*) > ${MISSING_MAX} or coalesce(max(hour) >= ${lastDay.toISOString()}::timestamptz, false) as has_backlog
      from rollup_state s, generate_series(${from.toISOString()}::timestamptz, ${to.toISOString()}::timestamptz - interval '1 hour',
        interval '1 hour') hour
      where s.id = 1 and hour >= s.raw_from and exists (select from rollup_hour_model h where h.starts_at = hour)
        and not exists (select from profiled_hour p where p.starts_at = hour)`,
    z.object({ has_backlog: z.boolean() }),
  );
  return row?.has_backlog ?? false;
}

/** Until the transaction ends nobody else looks at a series. */
export async function lockDetectors(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.detectors})`);
}

/** When an hour was last counted, as a text; null where none is. */
export async function lastProfiledAt(db: Db): Promise<string | null> {
  const [row] = await selectRows(
    db,
    sql`select max(profiled_at)::text as profiled_at from profiled_hour`,
    z.object({ profiled_at: z.string().nullable() }),
  );
  return row?.profiled_at ?? null;
}
