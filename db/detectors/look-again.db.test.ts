import { expect, test } from "vitest";
import { seededRandom } from "@/lib/domain/seeded-random";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { testDatabase } from "../testing";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { detectRegressions } from "./detect-regressions";
import { findChangedHours } from "./find-changed-hours";
import { listDetections } from "./list-detections";
import { profileHours } from "./profile-hours";

const database = testDatabase();
const NOW = new Date("2026-03-20T10:07:00Z");
const END = Date.parse("2026-03-20T10:00:00Z");
const SLOW_FROM = END - 20 * HOUR_MS;
const random = seededRandom(5);

/** Six attempts an hour, of which those of the last twenty hours take twice as long. */
function traffic(model: string, { from, to }: { from: number; to: number }) {
  const hours = Array.from({ length: (to - from) / HOUR_MS }, (_, index) => from + index * HOUR_MS);
  return hours.flatMap((hour) =>
    [0, 10, 20, 30, 40, 50].map((minute) => {
      const slowness = (hour >= SLOW_FROM ? 2 : 1) * (0.8 + 0.4 * random());
      const times = { ttftUs: Math.round(300_000 * slowness), durationUs: Math.round(3_300_000 * slowness) };
      const startedAtUs = (hour + minute * MINUTE_MS) * 1_000;
      return anAttempt({ model, startedAtUs, streamed: true, outputTokens: 200, ...times });
    }),
  );
}

async function store(attempts: ReturnType<typeof traffic>) {
  await givenAttempts(database.sql, attempts, NOW);
  while ((await foldDeltas(database.sql)) > 0);
  await sealMinutes(database.sql, { before: NOW });
}

async function count(attempts: ReturnType<typeof traffic>) {
  await store(attempts);
  while ((await profileHours(database.sql, { now: NOW })) === "more");
}

async function found(model: string) {
  const window = { from: new Date(END - 14 * DAY_MS), to: NOW };
  return (await listDetections(database.db, { window, now: NOW, model: [model], provider: [], region: [] })).detections;
}

test("a slowdown that an import brings is found as soon as it is counted, though its hours were looked at before", async () => {
  const span = { from: END - 16 * DAY_MS, to: END };
  await count(traffic("other", span));
  await count(traffic("imported", { from: END - 3 * DAY_MS, to: END }));
  await detectRegressions(database.db, { now: NOW });
  expect(await found("imported")).toEqual([]);

  await count(traffic("imported", { from: span.from, to: END - 3 * DAY_MS }));
  expect(await detectRegressions(database.db, { now: NOW })).toBe(1);

  const [slowdown, ...others] = await found("imported");
  expect(Math.abs(Date.parse(slowdown?.since ?? "") - SLOW_FROM)).toBeLessThanOrEqual(3 * HOUR_MS);
  expect(others).toEqual([]);

  // What was found stays as it is when still more of the past comes.
  await count(traffic("imported", { from: END - 30 * DAY_MS, to: span.from }));
  expect(await detectRegressions(database.db, { now: NOW })).toBe(1);
  expect(await found("imported")).toMatchObject([{ since: slowdown?.since, found_at: slowdown?.found_at }]);
  expect(await detectRegressions(database.db, { now: NOW })).toBe(0);
});

test("an hour that became much larger is counted anew at once, one that few came to waits", async () => {
  const hour = (days: number) => END - days * DAY_MS - HOUR_MS;
  const settled = new Date(NOW.getTime() + MINUTE_MS);
  const minutes = Array.from({ length: 30 }, (_, minute) => minute);
  await store([
    anAttempt({ startedAtUs: (hour(5) + MINUTE_MS) * 1_000 }),
    ...minutes.map((minute) => anAttempt({ startedAtUs: (hour(6) + minute * MINUTE_MS) * 1_000 })),
  ]);
  expect((await findChangedHours(database.sql, { settled, limit: 24 })).map((one) => one.hour.getTime())).toEqual([
    hour(6),
  ]);
});
