import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { selectRows } from "@/db/select-rows";

export type Told = { id: string } & Readonly<Record<string, unknown>>;

const rowSchema = z.object({ id: z.string(), told: z.record(z.string(), z.unknown()) });

/**
 * Adds to what was told before, field by field, and returns all that is known of these things now.
 *
 * One atomic statement: of two posts at once, the one that commits last sees what both told.
 */
export async function mergeToldEvents(
  db: Db,
  input: { source: string; told: readonly Told[] },
): Promise<Map<string, Told>> {
  const { source, told } = input;
  if (told.length === 0) return new Map();
  // In one order, so that two posts about the same things queue instead of deadlocking.
  const ordered = told.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const rows = await selectRows(
    db,
    sql`insert into told_event as known (source, id, told, updated_at)
      select ${source}, t->>'id', t, now()
      from jsonb_array_elements(${JSON.stringify(ordered)}::jsonb) as t
      on conflict (source, id) do update set told = known.told || excluded.told, updated_at = excluded.updated_at
      returning id, told`,
    rowSchema,
  );
  return new Map(rows.map(({ id, told: known }) => [id, { ...known, id }]));
}

/** What was told of these things, without adding anything. */
export async function getToldEvents(
  db: Db,
  input: { source: string; ids: readonly string[] },
): Promise<Map<string, Told>> {
  if (input.ids.length === 0) return new Map();
  const rows = await selectRows(
    db,
    sql`select id, told from told_event where source = ${input.source}
      and id in (select jsonb_array_elements_text(${JSON.stringify(input.ids)}::jsonb))`,
    rowSchema,
  );
  return new Map(rows.map(({ id, told }) => [id, { ...told, id }]));
}
