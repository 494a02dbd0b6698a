import fc from "fast-check";
import { expect, test } from "vitest";
import { createDatabase } from "../client";
import { LABEL_SET_COLUMNS } from "../schema/label-sets";
import { testDatabase } from "../testing";
import { CodeSets } from "./code-sets";

const database = testDatabase();
const SOURCE = { table: "label_set", columns: LABEL_SET_COLUMNS } as const;
const WIDTH = LABEL_SET_COLUMNS.length;
const columnsOf = (keys: readonly (readonly number[])[]) =>
  LABEL_SET_COLUMNS.map((_, place) => Int32Array.from(keys, (numbers) => numbers[place] ?? 0));

/** The numbers of keys, as ingest asks for them: of those that are not known. */
async function numbersOf(sets: CodeSets, keys: readonly (readonly number[])[], sql = database.sql): Promise<number[]> {
  const columns = columnsOf(keys);
  const ids = keys.map((_, row) => sets.get(columns, row));
  const missing = ids.flatMap((id, row) => (id === 0 ? [row] : []));
  for (const [index, id] of (await sets.learn(sql, columns, missing)).entries()) ids[missing[index] ?? 0] = id;
  return ids;
}

test("however little is remembered, every combination has the number that an empty memory finds, and one only", async () => {
  const key = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: WIDTH, maxLength: WIDTH });
  const batches = fc.array(fc.array(key, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(batches, fc.integer({ min: 1, max: 20 }), async (asked, generationMax) => {
      const sets = new CodeSets(SOURCE, { generationMax });
      for (const keys of asked) {
        const ids = await numbersOf(sets, keys);
        expect(ids).toEqual(await numbersOf(new CodeSets(SOURCE), keys));
        expect(new Set(ids).size).toBe(new Set(keys.map((numbers) => numbers.join())).size);
        expect(sets.size).toBeLessThanOrEqual(2 * generationMax);
      }
    }),
    { numRuns: 25 },
  );
});

test("what is used stays known, what is not is forgotten", async () => {
  const sets = new CodeSets(SOURCE, { generationMax: 4 });
  const key = (n: number) => [n, 7, 0, 0, 0, 0, 0];
  const isKnown = (n: number) => sets.get(columnsOf([key(n)]), 0) !== 0;
  await numbersOf(sets, [key(0), key(1)]);
  for (let n = 2; n < 14; n += 2) {
    await numbersOf(sets, [key(n), key(n + 1)]);
    expect(isKnown(0)).toBe(true);
  }
  expect(isKnown(1)).toBe(false);
});

test("writers that meet the same new combinations at once give each one number", async () => {
  const keys = Array.from({ length: 400 }, (_, n) => [n, 1_000, n % 3, 0, 0, 0, 0]);
  const pools = Array.from({ length: 4 }, () => createDatabase(database.url, { max: 1 }));
  const found = await Promise.all(
    pools.map(({ sql }, writer) => numbersOf(new CodeSets(SOURCE), writer % 2 === 0 ? keys : keys.toReversed(), sql)),
  );
  await Promise.all(pools.map(({ end }) => end()));

  const inOrder = found.map((ids, writer) => (writer % 2 === 0 ? ids : ids.toReversed()));
  for (const ids of inOrder) expect(ids).toEqual(inOrder[0]);
  const [row] = await database.sql`
    select count(*)::int as n from label_set where ${database.sql(LABEL_SET_COLUMNS[1] ?? "")} = 1000`;
  expect(row).toEqual({ n: 400 });
});

test("batches of one thread with the same new combinations ask one after another, and each is answered", async () => {
  const sets = new CodeSets(SOURCE);
  const keys = Array.from({ length: 50 }, (_, n) => [n, 2_000, 0, 0, 0, 0, 0]);
  const [one, other] = await Promise.all([numbersOf(sets, keys), numbersOf(sets, keys)]);
  expect(other).toEqual(one);
});

test("what is forgotten while it is asked for is answered and not remembered", async () => {
  const sets = new CodeSets(SOURCE);
  const asked = numbersOf(sets, [[1, 3_000, 0, 0, 0, 0, 0]]);
  await Promise.resolve().then(() => undefined);
  sets.forget();
  expect((await asked)[0]).toBeGreaterThan(0);
});
