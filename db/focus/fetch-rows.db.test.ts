import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { z } from "zod";
import { testDatabase } from "../testing";
import { fetchRows } from "./fetch-rows";

const database = testDatabase();
const rowSchema = z.object({ n: z.number() });

test("rows come in their order, of one statement after the other, with and without parameters", async () => {
  const read = await database.db.transaction(async (tx) => {
    const numbers: number[] = [];
    for (const most of [0, 1, 1_999, 2_000, 2_001, 5_000]) {
      const queries = [sql`select n from generate_series(1, ${most}::int) n`, sql`select 0 as n`];
      for (const query of queries) {
        for await (const rows of fetchRows(tx, query, rowSchema)) numbers.push(...rows.map(({ n }) => n));
      }
    }
    return numbers;
  });

  const upTo = (most: number) => Array.from({ length: most }, (_, index) => index + 1);
  expect(read).toEqual([0, 1, 1_999, 2_000, 2_001, 5_000].flatMap((most) => [...upTo(most), 0]));
});

test.each([
  ["cannot be planned", sql`select nothing as n`, "42703"],
  ["fails at its first row", sql`select 1 / 0 as n`, "22012"],
  ["fails later", sql`select 1 / (2500 - n) as n from generate_series(1, 3000) n`, "22012"],
])("a statement that %s rejects with what is wrong with it", async (_, query, code) => {
  const reading = database.db.transaction(async (tx) => {
    for await (const rows of fetchRows(tx, query, rowSchema)) expect(rows.length).toBeGreaterThan(0);
  });

  await expect(reading).rejects.toMatchObject({ cause: { code } });
});
