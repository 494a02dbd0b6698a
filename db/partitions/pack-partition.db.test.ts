import { expect, test } from "vitest";
import { DAY_US } from "@/lib/domain/time/units";
import { DimensionCodes } from "../dimensions/dimension-codes";
import { storeAttempts } from "../ingest/store-attempts";
import { testDatabase } from "../testing";
import { anAttempt } from "../testing/given-attempts";
import { packPartition } from "./pack-partition";
import { dayOfUs, partitionName } from "./partition-days";

const database = testDatabase();
const START_US = Date.UTC(2026, 2, 1) * 1_000;
const DAY = dayOfUs(START_US);
const ROWS = 200_000;
const BATCH = 5_000;

test("a day that was filled out of order is packed once, and again only when it is loose again", async () => {
  const codes = new DimensionCodes();
  // Every other instant, in two runs through the day, twice: pages split in their middle.
  for (let batch = 0; batch < ROWS / BATCH; batch++) {
    const attempts = Array.from({ length: BATCH }, (_, row) =>
      anAttempt({ startedAtUs: START_US + ((row * 7_919 + batch) % BATCH) * 1_000_000 + batch }),
    );
    await storeAttempts(database.sql, { posts: [attempts], codes, nowUs: START_US + DAY_US });
  }
  const keyBytes = async () => {
    const [row] = await database.sql<{ bytes: number }[]>`select pg_indexes_size(${partitionName(DAY)})::int as bytes`;
    return row?.bytes ?? 0;
  };
  const before = await keyBytes();
  await database.sql.unsafe(`vacuum analyze ${partitionName(DAY)}`);

  expect(await packPartition(database.sql, { day: DAY })).toBe(true);
  expect(await packPartition(database.sql, { day: DAY })).toBe(false);

  expect((await keyBytes()) / before).toBeLessThan(0.9);
  const again = Array.from({ length: 10 }, (_, n) => anAttempt({ id: `again ${n}`, startedAtUs: START_US }));
  const posts = [[...again, ...again]];
  expect(await storeAttempts(database.sql, { posts, codes, nowUs: START_US + DAY_US })).toMatchObject([
    { accepted: 10, duplicates: 10 },
  ]);
}, 60_000);

test("what an interrupted packing left behind is cleared", async () => {
  const table = partitionName(DAY);
  const [key] = await database.sql<{ name: string }[]>`
    select indexrelid::regclass::text as name from pg_index where indrelid = ${table}::regclass`;
  await database.sql.unsafe(`create unique index ${key?.name}_ccnew on ${table} (id_text)`);
  await database.sql`update pg_index set indisvalid = false where indexrelid = ${`${key?.name}_ccnew`}::regclass`;

  await packPartition(database.sql, { day: DAY });

  const left =
    await database.sql`select indexrelid::regclass::text as name from pg_index where indrelid = ${table}::regclass`;
  expect(left.map(({ name }) => name)).toEqual([key?.name]);
});

test("a day without a partition is nothing to pack", async () => {
  expect(await packPartition(database.sql, { day: DAY + 400 })).toBe(false);
});
