import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { selectRows } from "@/db/select-rows";

export type PartialObservation = { id: string } & Readonly<Record<string, unknown>>;

const rowSchema = z.object({ id: z.string(), observed: z.record(z.string(), z.unknown()) });

/**
 * Adds to what was observed before, field by field, and returns all that is known of these things now.
 *
 * One atomic statement: of two posts at once, the one that commits last sees what both observed.
 */
export async function mergePartialObservations(
  db: Db,
  input: { source: string; observed: readonly PartialObservation[] },
): Promise<Map<string, PartialObservation>> {
  const { source, observed } = input;
  if (observed.length === 0) return new Map();
  // In one order, so that two posts about the same things queue instead of deadlocking.
  const ordered = observed.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const rows = await selectRows(
    db,
    sql`insert into told_event as known (source, id, told, updated_at)
      select ${source}, t->>'id', t, now()
      from jsonb_array_elements(${JSON.stringify(ordered)}::jsonb) as t
      on conflict (source, id) do update set told = known.told || excluded.told, updated_at = excluded.updated_at
      returning id, told as observed`,
    rowSchema,
  );
  return new Map(rows.map(({ id, observed: known }) => [id, { ...known, id }]));
}

/** What was observed of these things, without adding anything. */
export async function getPartialObservations(
  db: Db,
  input: { source: string; ids: readonly string[] },
): Promise<Map<string, PartialObservation>> {
  if (input.ids.length === 0) return new Map();
  const rows = await selectRows(
    db,
    sql`select id, told as observed from told_event where source = ${input.source}
      and id in (select jsonb_array_elements_text(${JSON.stringify(input.ids)}::jsonb))`,
    rowSchema,
  );
  return new Map(rows.map(({ id, observed }) => [id, { ...observed, id }]));
}
