import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { z } from "zod";
import { selectRows } from "../select-rows";
import { testDatabase } from "../testing";
import { TABLE_PLACEMENT } from "./distribution";

const database = testDatabase();

test("every table of the migrated database has a place on the list, and nothing else has", async () => {
  const tables = await selectRows(
    database.db,
    sql`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
    `,
    z.object({ name: z.string() }),
  );

  expect(Object.keys(TABLE_PLACEMENT).sort()).toEqual(tables.map(({ name }) => name).sort());
});

const away = Object.entries(TABLE_PLACEMENT).filter(([, placement]) => placement !== "local");

test("no table that leaves the coordinator has a trigger", async () => {
  const triggers = await selectRows(
    database.db,
    sql`select tgrelid::regclass::text as name from pg_trigger where not tgisinternal`,
    z.object({ name: z.string() }),
  );

  expect(triggers.map(({ name }) => name).filter((name) => away.some(([table]) => table === name))).toEqual([]);
});

test("every unique index of a distributed table begins with the bucket, which is never null nor generated", async () => {
  const distributed = away.flatMap(([name, placement]) => (placement === "distributed" ? [name] : []));
  const indexes = await selectRows(
    database.db,
    sql`
      select i.indrelid::regclass::text as name, a.attname as first, a.attnotnull as required, a.attgenerated as generated
      from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where i.indisunique
    `,
    z.object({ name: z.string(), first: z.string(), required: z.boolean(), generated: z.string() }),
  );

  const theirs = indexes.filter(({ name }) => distributed.includes(name));
  expect(theirs.map(({ name }) => name)).toEqual(distributed);
  for (const index of theirs) expect(index).toMatchObject({ first: "bucket", required: true, generated: "" });
});
