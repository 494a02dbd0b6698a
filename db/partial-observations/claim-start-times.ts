import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { selectRows } from "@/db/select-rows";

export type StartTime = { id: string; startedAt: string };

const rowSchema = z.object({ id: z.string(), started_at: z.string() });

/**
 * The time each of these calls is known to have started at, by its id: the one it was first given, else this one.
 *
 * For sources that report no time: an attempt is known again by id and time together. Whichever of several posts commits
 * first decides for all; a day after the last of them it is forgotten.
 */
export async function claimStartTimes(
  db: Db,
  input: { source: string; starts: readonly StartTime[] },
): Promise<ReadonlyMap<string, string>> {
  const { source } = input;
  const firsts = new Map(input.starts.toReversed().map((start) => [start.id, start]));
  if (firsts.size === 0) return new Map();
  // In one order, so that two posts of the same calls queue instead of deadlocking.
  const ordered = [...firsts.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const rows = await selectRows(
    db,
    sql`insert into told_event as known (source, id, told, updated_at)
      select ${source}, s->>'id', jsonb_build_object('started_at', s->>'startedAt'), now()
      from jsonb_array_elements(${JSON.stringify(ordered)}::jsonb) as s
      on conflict (source, id) do update set updated_at = excluded.updated_at
      returning id, told->>'started_at' as started_at`,
    rowSchema,
  );
  return new Map(rows.map(({ id, started_at }) => [id, started_at]));
}
