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
