import { beforeEach, expect, test } from "vitest";
import { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { storeAttempts } from "@/db/ingest/store-attempts";
import { listPartitionDays } from "@/db/partitions/list-partition-days";
import { dayOfUs } from "@/db/partitions/partition-days";
import { confirmRetention } from "@/db/retention/confirm-retention";
import type { Clocks } from "@/db/retention/judge-retention";
import { settleRollups } from "@/db/rollups/settle-rollups";
import { testDatabase } from "@/db/testing";
import { anAttempt } from "@/db/testing/given-attempts";
import { DAY_MS } from "@/lib/domain/time/units";
import { rollupJobs } from "./rollup-jobs";

const database = testDatabase();
const NOW = Date.parse("2026-03-20T10:00:00Z");
const TODAY = dayOfUs(NOW * 1_000);
const days = { rawDays: 45, minuteDays: 7 };

const at = (ms: number): Clocks => ({ database: () => ms });

/** Every job once, in its order, as a leader does that has just begun. */
async function runRound(clocks: Clocks, retained = days) {
  const { db, sql } = database;
  for (const job of rollupJobs({ db, sql, holder: "a", days: retained, clocks })) await job.run();
}

type Stored = { attempts: number; hasMinutes: boolean; minutesFrom: string; routers: number };

async function stored() {
  const [row] = await database.sql<[Stored]>`
    select (select count(*)::int from attempt) as attempts,
      (select count(*)::int from rollup_minute) > 0 as "hasMinutes",
      (select minutes_from::text from rollup_state) as "minutesFrom",
      (select count(*)::int from router_heartbeat) as routers`;
  return { ...row, days: (await listPartitionDays(database.sql)).filter((day) => day < TODAY - 1).length };
}

const DAYS_STORED = 40;

// Forty days of attempts, of which retention has just run.
beforeEach(async () => {
  const { sql } = database;
  await sql.unsafe(`truncate attempt_row, rollup_minute, router_heartbeat`);
  await sql`update rollup_state set minutes_from = '-infinity', quarters_from = '-infinity', raw_from = '-infinity',
    retention_day = null, raw_days = null, minute_days = null`;
  const attempts = Array.from({ length: DAYS_STORED }, (_, n) =>
    anAttempt({ startedAtUs: (NOW - n * DAY_MS) * 1_000 }),
  );
  await storeAttempts(sql, { posts: [attempts], codes: new DimensionCodes(), nowUs: NOW * 1_000 });
  await settleRollups(sql, { before: new Date(NOW + DAY_MS) });
  await sql`insert into router_heartbeat (router, bundle_version, interval_s, first_seen_at, seen_at)
    values ('eu-1', 1, 15, now() - interval '40 days', now() - interval '40 days')`;
  await runRound(at(NOW));
});

test("an ordinary night drops one day", async () => {
  for (const passed of [3, 6, 7]) {
    await runRound(at(NOW + passed * DAY_MS));
    expect((await stored()).attempts).toBe(DAYS_STORED);
  }

  await runRound(at(NOW + 8 * DAY_MS));

  expect((await stored()).attempts).toBe(DAYS_STORED - 1);
});

test.each([
  ["the database's clock leaps two years ahead", { database: () => NOW + 730 * DAY_MS }],
  ["the database's clock alone leaps a day", { database: () => NOW + DAY_MS, process: () => NOW }],
  ["the process's clock alone is years ahead", { database: () => NOW, process: () => NOW + 730 * DAY_MS }],
])("where %s, nothing is deleted and no mark moves", async (_, clocks) => {
  const before = await stored();
  await database.sql`update router_heartbeat set seen_at = now() - interval '40 days'`;
  await database.sql`insert into router_heartbeat (router, bundle_version, interval_s, first_seen_at, seen_at)
    values ('eu-2', 1, 15, now() - interval '40 days', now() - interval '40 days')`;

  await runRound(clocks);

  expect(await stored()).toEqual({ ...before, routers: before.routers + 1 });
});

test("a retention cut short deletes nothing until somebody confirms it, who is audited", async () => {
  const week = { rawDays: 7, minuteDays: 7 };
  const before = await stored();

  await runRound(at(NOW), week);
  expect(await stored()).toEqual(before);

  expect(await confirmRetention(database.db, { days: week, actor: "command line", clocks: at(NOW) })).toBe(true);
  await runRound(at(NOW), week);

  expect((await stored()).attempts).toBe(9);
  expect([...(await database.sql`select actor, action, after from audit_entry`)]).toEqual([
    { actor: "command line", action: "retention.confirm", after: week },
  ]);
});

test("after a long pause a confirmation lets it go on, and a confirmation of nothing is none", async () => {
  const later = at(NOW + 20 * DAY_MS);
  await runRound(later);
  expect((await stored()).attempts).toBe(DAYS_STORED);

  expect(await confirmRetention(database.db, { days, actor: "command line", clocks: later })).toBe(true);
  await runRound(later);

  expect((await stored()).attempts).toBeLessThan(DAYS_STORED);
  expect(await confirmRetention(database.db, { days, actor: "command line", clocks: later })).toBe(false);
});

test("clocks that disagree cannot be confirmed", async () => {
  const clocks = { database: () => NOW + DAY_MS, process: () => NOW };

  await expect(confirmRetention(database.db, { days, actor: "command line", clocks })).rejects.toThrow(
    "24 hours ahead",
  );
});

test("a database of an earlier release goes by the mark of its quarters", async () => {
  await database.sql`update rollup_state set retention_day = null, raw_days = null, minute_days = null`;
  const before = await stored();

  await runRound(at(NOW + 30 * DAY_MS));

  expect(await stored()).toEqual(before);
});
