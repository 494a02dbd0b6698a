import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { getUnpriced } from "../spend/get-unpriced";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { indexPartition } from "./index-partition";
import { indexUnpriced } from "./index-unpriced";
import { isIndexed } from "./is-indexed";
import { packSettledPartitions } from "./pack-settled-partitions";
import { dayOfUs, partitionName } from "./partition-days";

const database = testDatabase();
const [FEW, MANY] = [Date.UTC(2026, 2, 1), Date.UTC(2026, 2, 2)];
const WINDOW = { from: new Date(FEW), to: new Date("2026-03-04T00:00:00Z") };
const ROWS = 3_000;
const DAY = dayOfUs(FEW * 1_000);

const ask = async () => {
  const input = { window: WINDOW, filters: NO_FILTERS, now: WINDOW.to, retention: EVERYTHING_RETAINED };
  return (await getUnpriced(database.db, input)).unpriced;
};
const attemptAt = (from: number, n: number, isPriced: boolean) =>
  anAttempt({
    ...{ startedAtUs: (from + n * 1_000) * 1_000, model: `unpriced-${n % 3}`, costPico: isPriced ? 1n : null },
    ...(n % 2 === 0 ? { inputTokens: null, outputTokens: null } : { inputTokens: n, outputTokens: 1 }),
  });
const NAME = `${partitionName(DAY)}_unpriced`;
const isDayIndexed = (day: number) => isIndexed(database.sql, `${partitionName(day)}_unpriced`);

test("days before today whose attempts nearly all have a cost have the others found without reading all, and nothing is lost", async () => {
  const of = (from: number, every: number) =>
    Array.from({ length: ROWS }, (_, n) => attemptAt(from, n, n % every !== 0));
  await givenAttempts(database.sql, [...of(FEW, 50), ...of(MANY, 2)]);
  const before = await ask();
  await packSettledPartitions(database.sql, { today: DAY + 2 });
  // Nothing is sealed yet.
  expect(await isDayIndexed(DAY)).toBe(false);
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: WINDOW.to });
  await packSettledPartitions(database.sql, { today: DAY });
  expect(await isDayIndexed(DAY)).toBe(false);
  // Twice is the same.
  for (const _ of [1, 2]) await packSettledPartitions(database.sql, { today: DAY + 2 });
  expect([await isDayIndexed(DAY), await isDayIndexed(DAY + 1)]).toEqual([true, false]);
  expect(await ask()).toEqual(before);
  expect(before.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(ROWS / 50 + ROWS / 2);

  await givenAttempts(database.sql, [attemptAt(FEW, 4_000, false), attemptAt(FEW, 4_001, true)]);
  const after = (await ask()).reduce((sum, { attempts }) => sum + attempts, 0);
  expect(after).toBe(ROWS / 50 + ROWS / 2 + 1);
  await database.sql.unsafe(`analyze ${partitionName(DAY)}`);
  const plan = await database.db.execute(sql`explain select count(*), sum(input_tokens + output_tokens) from attempt a
    where a.bucket = 0 and a.started_at >= '2026-03-01' and a.started_at < '2026-03-02' and a.cost_pico is null`);
  expect(plan.map((row) => Object.values(row)[0]).join("\n")).toContain("_unpriced");
});

test("what an interrupted run left of the index is made anew", async () => {
  await database.sql`update pg_index set indisvalid = false where indexrelid = ${NAME}::regclass`;
  expect(await isDayIndexed(DAY)).toBe(false);

  await indexUnpriced(database.sql, { day: DAY });

  expect(await isDayIndexed(DAY)).toBe(true);
});

test("an index that another process finished a moment ago is left as it is", async () => {
  const oid = async () => (await database.sql`select ${NAME}::regclass::oid as oid`)[0]?.oid;
  const before = await oid();
  const asked = { table: partitionName(DAY), name: NAME, definition: "(started_at) where cost_pico is null" };

  expect(await indexPartition(database.sql, asked)).toBe(false);

  expect(await oid()).toBe(before);
});
