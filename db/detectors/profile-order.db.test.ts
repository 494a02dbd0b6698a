import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { testDatabase } from "../testing";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { hasBacklog } from "./as-of";
import { findChangedHours } from "./find-changed-hours";
import { profileHours } from "./profile-hours";

const database = testDatabase();
const NOW = new Date("2026-03-20T10:07:00Z");
const TO = new Date("2026-03-20T10:00:00Z");
const dayBefore = (days: number) => new Date(TO.getTime() - days * DAY_MS - HOUR_MS);

async function storeAt(hours: readonly Date[], perHour = 1) {
  const minutes = Array.from({ length: perHour }, (_, minute) => minute);
  const attempts = hours.flatMap((hour) =>
    minutes.map((minute) => anAttempt({ startedAtUs: (hour.getTime() + minute * MINUTE_MS) * 1_000 })),
  );
  await givenAttempts(database.sql, attempts, NOW);
  while ((await foldDeltas(database.sql)) > 0);
  await sealMinutes(database.sql, { before: NOW });
}

test("hours that late records keep coming to hold up neither new ones nor older days", async () => {
  const busy = [0, 1, 2, 3, 4].map(dayBefore);
  await storeAt([...busy, dayBefore(6)], 10);
  while ((await profileHours(database.sql, { now: NOW })) === "more");
  await storeAt([...busy, dayBefore(6), dayBefore(9)]);

  const soon = { settled: new Date(NOW.getTime() + MINUTE_MS), limit: 24 };
  expect((await findChangedHours(database.sql, soon)).map(({ hour }) => hour)).toEqual([dayBefore(9)]);

  const later = new Date(NOW.getTime() + 15 * MINUTE_MS);
  await profileHours(database.sql, { now: later });
  await storeAt(busy);
  const next = { settled: new Date(later.getTime() + 12 * MINUTE_MS), limit: 24 };
  await profileHours(database.sql, { now: later });
  expect((await findChangedHours(database.sql, next)).map(({ hour }) => hour)).not.toContainEqual(dayBefore(6));
});

test("an old hour that cannot be counted holds up no detector, one of the last day does", async () => {
  const span = { from: new Date(TO.getTime() - 42 * DAY_MS), to: TO };
  await database.sql`delete from profiled_hour where starts_at = ${dayBefore(9).toISOString()}`;
  expect(await hasBacklog(database.db, span)).toBe(false);
  await database.sql`delete from profiled_hour where starts_at = ${dayBefore(0).toISOString()}`;
  expect(await hasBacklog(database.db, span)).toBe(true);
});
