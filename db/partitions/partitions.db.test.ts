import { expect, test } from "vitest";
import { DAY_US, MINUTE_MS, MINUTE_US } from "@/lib/domain/time/units";
import { DimensionCodes } from "../dimensions/dimension-codes";
import { storeAttempts } from "../ingest/store-attempts";
import { foldDeltas } from "../rollups/fold-deltas";
import { settleRollups } from "../rollups/settle-rollups";
import { verifyRollups } from "../rollups/verify-rollups";
import { testDatabase } from "../testing";
import { anAttempt } from "../testing/given-attempts";
import { dropExpiredPartitions } from "./drop-expired-partitions";
import { daysBetween, ensurePartitions } from "./ensure-partitions";
import { listPartitionDays } from "./list-partition-days";
import { dayOfUs, dayStart } from "./partition-days";

const database = testDatabase();
const codes = new DimensionCodes();

const store = (startsUs: readonly number[], nowUs: number) =>
  storeAttempts(database.sql, {
    posts: [startsUs.map((startedAtUs) => anAttempt({ startedAtUs }))],
    codes,
    nowUs,
  });

test("with nobody to make partitions, records of any allowed age around midnight find one", async () => {
  const midnight = Date.parse("2026-06-01T00:00:00Z") * 1_000;
  const atUs = [-1, 0, 1].map((us) => midnight + us);

  for (const nowUs of atUs) {
    // The router's clock may be five minutes ahead, and attempts are taken as long as they are kept.
    const starts = [nowUs + 5 * MINUTE_US, nowUs, midnight - 1, midnight, nowUs - DAY_US, nowUs - 45 * DAY_US];
    const [stored] = await store(starts, nowUs);
    expect(stored?.accepted).toBe(starts.length);
  }

  expect(await verifyRollups(database.sql)).toEqual([]);
});

test("many writers that all lack a partition, some the same, lose nothing", async () => {
  const nowUs = Date.parse("2026-07-01T00:00:00Z") * 1_000;
  const posts = Array.from({ length: 12 }, (_, lane) => [
    nowUs - lane * DAY_US,
    nowUs - ((lane * 7) % 12) * DAY_US - 1,
  ]);

  const stored = await Promise.all(posts.map((starts) => store(starts, nowUs)));

  expect(stored.flat().reduce((sum, { accepted }) => sum + accepted, 0)).toBe(24);
  expect(await verifyRollups(database.sql)).toEqual([]);
});

test("expired days wait for whoever still reads, and hold up no post meanwhile", async () => {
  const nowUs = Date.parse("2026-08-10T12:00:00Z") * 1_000;
  const today = dayOfUs(nowUs);
  await ensurePartitions(database.sql, daysBetween(today - 5, today));
  await store([nowUs - 5 * DAY_US, nowUs], nowUs);
  await settleRollups(database.sql, { before: new Date(nowUs / 1_000 + MINUTE_MS) });
  const expired = async () => (await listPartitionDays(database.sql)).filter((day) => day < today - 2);

  await database.sql.begin(async (reader) => {
    await reader`select count(*) from attempt where started_at < ${dayStart(today)}::timestamptz`;
    const dropping = dropExpiredPartitions(database.sql, today - 2);
    const posted = store([nowUs - MINUTE_US], nowUs);
    // Both come back while the reader is still there.
    expect(await dropping).toBe(0);
    expect((await posted)[0]?.accepted).toBe(1);
    expect(await expired()).not.toEqual([]);
  });

  expect(await dropExpiredPartitions(database.sql, today - 2)).toBeGreaterThanOrEqual(3);
  expect(await expired()).toEqual([]);
  const [state] = await database.sql`select raw_from::text from rollup_state`;
  expect(state).toEqual({ raw_from: dayStart(today - 2) });
});

test("a day whose records are not sealed yet, or may just be imported, stays until they are", async () => {
  const nowUs = Date.parse("2026-09-10T12:00:00Z") * 1_000;
  const today = dayOfUs(nowUs);
  const days = async () => (await listPartitionDays(database.sql)).filter((day) => day < today - 2);
  await settleRollups(database.sql, { before: new Date(nowUs / 1_000) });
  await dropExpiredPartitions(database.sql, today - 2);
  await store([nowUs - 100 * DAY_US], nowUs);

  expect(await dropExpiredPartitions(database.sql, today - 2)).toBe(0);
  await foldDeltas(database.sql);
  expect(await dropExpiredPartitions(database.sql, today - 2)).toBe(0);
  await settleRollups(database.sql, { before: new Date(nowUs / 1_000) });
  await database.sql`insert into import_run (key, file_name, anchor_us) values ('k', 'f', 1)`;
  expect(await dropExpiredPartitions(database.sql, today - 2)).toBe(0);
  expect(await days()).toEqual([today - 100]);
  await database.sql`update import_run set finished_at = now()`;
  expect(await dropExpiredPartitions(database.sql, today - 2)).toBe(1);
  expect(await days()).toEqual([]);
});
