import { expect, test } from "vitest";
import { createDatabase } from "../client";
import { testDatabase } from "../testing";

const database = testDatabase();

test("arrays are read and written element by element, whatever stands in them", async () => {
  const texts = ["", "plain", 'a "quoted" \\ {one}, two', "NULL", "null", "ünï 🙂", " "];
  const [row] = await database.sql`
    select ${texts}::text[] as texts, ${[1, -2]}::int[] as ints, ${["9007199254740993"]}::bigint[] as longs, ${[]}::text[] as none,
      array['\\x00ff']::bytea[] as bytes,
      array[1, null]::int[] as gaps, array[array['a', 'b'], array['c,', null]] as nested, '[0:1]={7,8}'::int[] as bounds,
      array[true, false] as flags, array['{"a":1}']::jsonb[] as documents, array[1.5]::float8[] as floats`;

  expect(row).toMatchObject({
    texts,
    ints: [1, -2],
    longs: ["9007199254740993"],
    none: [],
    gaps: [1, null],
    nested: [
      ["a", "b"],
      ["c,", null],
    ],
    bounds: [7, 8],
    flags: [true, false],
    documents: [{ a: 1 }],
    floats: [1.5],
  });
  expect(row?.bytes).toEqual([Buffer.from([0, 255])]);
});

test("a client whose first connections die has errors to tell, and none that nobody hears", async () => {
  const codes = new Set<string>();
  for (let round = 0; round < 40; round++) {
    const { sql } = createDatabase(database.url, { max: 2, applicationName: "newborn" });
    const asked = [sql`select 1`, sql`select ${["a"]}::text[]`].map((query) =>
      query.catch((error: { code?: string }) => codes.add(error.code ?? String(error))),
    );
    for (let kill = 0; kill < 5; kill++) {
      await database.sql`
        select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'newborn' and datname = current_database()`;
    }
    await Promise.all(asked);
    // Waiting for its end would wait for connections that are gone.
    await sql.end({ timeout: 0 });
  }

  expect([...codes].filter((code) => !/^(CONNECTION_CLOSED|57P01|ECONNRESET|EPIPE)$/.test(code))).toEqual([]);
});
