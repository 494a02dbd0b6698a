import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time/units";
import { createIngest } from "./create-ingest";

const database = testDatabase();
const NOW = Date.parse("2026-03-20T10:00:00Z");

/** Posts one record to a server whose clock is off by so much; of which the database's is right. */
async function post(clockOffMs: number, startedMs: number) {
  const { db, sql } = database;
  const clocks = { database: () => NOW, process: () => NOW + clockOffMs };
  const ingest = await createIngest({ db, sql, rawRetentionDays: 45, clocks });
  const value = {
    ...{ id: crypto.randomUUID(), model: "m", duration_ms: 1, outcome: "ok" },
    started_at: new Date(startedMs).toISOString(),
  };
  try {
    return await ingest.submit([{ value }], { keyId: null, source: "switchyard", bytes: 1 });
  } finally {
    await ingest.drain();
  }
}

test.each([
  ["behind, a record of now", -HOUR_MS, NOW],
  ["ahead, a record of a day ago", 45 * DAY_MS, NOW - DAY_MS],
])("a server whose clock is %s is told to come back for, and nothing of it is kept as rejected", async (_, off, at) => {
  await expect(post(off, at)).rejects.toMatchObject({ code: "UNAVAILABLE", retryAfterSeconds: 30 });

  expect([...(await database.sql`select count(*)::int as n from rejected_record`)]).toEqual([{ n: 0 }]);
  expect(await post(0, at)).toMatchObject({ accepted: 1, rejected: [] });
});

test.each([
  ["in the future", 0, NOW + HOUR_MS, "Is more than 5 minutes in the future"],
  ["in the future by a wrong clock too", -HOUR_MS, NOW + HOUR_MS, "Is more than 5 minutes in the future"],
  ["too old", 0, NOW - 46 * DAY_MS, "Is older than the 45 days that attempts are kept; an import takes older ones"],
])("a record that is %s by the database's clock is rejected for it", async (_, off, at, message) => {
  expect((await post(off, at)).rejected).toMatchObject([{ errors: [{ path: "started_at", message }] }]);
});
