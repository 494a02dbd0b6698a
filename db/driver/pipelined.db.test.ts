import { expect, test } from "vitest";
import { createDatabase } from "../client";
import { testDatabase } from "../testing";

const database = testDatabase();

test("a transaction begun behind however many queries has its connection to itself, and leaves none open", async () => {
  await database.sql`create table posted (id int primary key)`;
  const { sql, end } = createDatabase(database.url, { max: 1, applicationName: "crowded" });
  const errors: unknown[] = [];
  for (let ahead = 95; ahead < 106; ahead++) {
    await sql`select 1`;
    const reads = Array.from({ length: ahead }, () => sql.unsafe("select 1").execute());
    const stored = sql.begin((tx) => tx`insert into posted values (${ahead})`).catch((error) => errors.push(error));
    await Promise.all([...reads, stored, ...Array.from({ length: 5 }, () => sql`select 1`)]);
  }

  expect(errors.map(String)).toEqual([]);
  const open = await database.sql`
    select from pg_stat_activity where application_name = 'crowded' and state like 'idle in transaction%'`;
  expect(open.length).toBe(0);
  expect((await database.sql`select from posted`).length).toBe(11);
  await end();
});

test("what other queries write while a transaction's large COPY or insert is under way is stored by their own word", async () => {
  await database.sql`create table large (id int, text text)`;
  const { sql, end } = createDatabase(database.url, { max: 2, applicationName: "large" });
  const text = "x".repeat(300_000);
  const rolledBack = Array.from({ length: 6 }, () =>
    sql
      .begin(async (tx) => {
        for (let i = 0; i < 5; i++) await tx`insert into large values (-1, ${text})`;
        throw new Error("back");
      })
      .catch(() => undefined),
  );
  const written = Array.from(
    { length: 60 },
    (_, id) => sql`insert into large values (${id}, ${text.slice(0, 20_000)})`,
  );
  await Promise.all([...rolledBack, ...written]);

  const rows = await database.sql<{ id: number }[]>`select id from large`;
  expect(rows.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, id) => id));
  await end();
});
