import { expect, test } from "vitest";
import { NO_FILTERS, type ReportDimension } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { startOfDate } from "@/lib/domain/time/time-zone";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { needsAttempts, readAttemptDays } from "./read-attempt-days";
import { type NamedSpendDays, readSpendDays } from "./read-spend-days";

const database = testDatabase();
const day = (date: number) => Date.UTC(2026, 2, date);
const STORED = { from: new Date(day(1)), to: new Date(day(11)) };
const DIMENSIONS: ReportDimension[] = ["region", "tier", "team", "environment", "stage", "operation"];
const DATES = [day(3), day(5), day(9)];
const ZONES = ["UTC", "Asia/Shanghai", "America/St_Johns"];

test("dates read one by one, of many dimensions at once, are the days that each dimension's own read has", async () => {
  await givenAttempts(database.sql, randomAttempts(seededRandom(5), 1_200, STORED));
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: STORED.to });
  const filters = { ...NO_FILTERS, app: ["chat"] };
  for (const tz of ZONES) {
    const window = { from: new Date(startOfDate(day(3), tz)), to: new Date(startOfDate(day(10), tz)) };
    // Everything; from within the window on; from the first instant of one of its days on.
    for (const retainedMs of [day(1), day(4) + 7 * 60 * MINUTE_MS, startOfDate(day(5), tz)]) {
      const retention = { ...EVERYTHING_RETAINED, breakdowns: [], rawRetainedFrom: retainedMs / MINUTE_MS };
      const question = { window, filters, tz, now: STORED.to, retention };
      expect(DIMENSIONS.every((dimension) => needsAttempts(question, dimension))).toBe(true);
      const together = await readAttemptDays(database.db, { ...question, dimensions: DIMENSIONS, dates: DATES });
      for (const by of DIMENSIONS) {
        const alone = (await readSpendDays(database.db, { ...question, by })).all.map(({ name, days }) => ({
          name,
          days: days.filter(({ date }) => DATES.includes(date)),
        }));
        expect(sorted(together.get(by) ?? [])).toEqual(sorted(alone));
      }
    }
  }
  const ofModel = { window: STORED, filters, tz: "UTC", now: STORED.to, retention: EVERYTHING_RETAINED };
  expect(needsAttempts(ofModel, "model")).toBe(false);
});

test("of no dimension nothing is read", async () => {
  const retention = { ...EVERYTHING_RETAINED, breakdowns: [], rawRetainedFrom: day(1) / MINUTE_MS };
  // Any of these dates would be refused: single attempts are gone before the first of them.
  const question = { window: STORED, filters: { ...NO_FILTERS, session: ["a"] }, tz: "UTC", now: STORED.to, retention };
  const dates = [day(-1)];
  await expect(readAttemptDays(database.db, { ...question, dimensions: ["region"], dates })).rejects.toThrow();
  expect(await readAttemptDays(database.db, { ...question, dimensions: [], dates })).toEqual(new Map());
});

test("what a name costs on a date is the sum over the other names, and unknown where nothing of it is priced", async () => {
  const at = Date.UTC(2026, 4, 1) * 1_000;
  const attempt = (region: string, stage: number, costPico: bigint | null) =>
    anAttempt({ startedAtUs: at, region, stage, app: "sums", costPico });
  await givenAttempts(database.sql, [
    ...[attempt("eu", 1, 2n), attempt("eu", 2, 3n), attempt("eu", 3, null)],
    ...[attempt("us", 1, null), attempt("us", 2, null)],
  ]);
  const window = { from: new Date(at / 1_000), to: new Date(Date.UTC(2026, 4, 3)) };
  const filters = { ...NO_FILTERS, app: ["sums"] };
  const question = {
    window,
    filters,
    tz: "UTC",
    now: window.to,
    retention: { ...EVERYTHING_RETAINED, breakdowns: [] },
  };
  const dates = [Date.UTC(2026, 4, 1), Date.UTC(2026, 4, 2)];
  const read = await readAttemptDays(database.db, { ...question, dimensions: ["region", "stage"], dates });
  const costs = Object.fromEntries((read.get("region") ?? []).map(({ name, days }) => [name, days.map((d) => d.pico)]));
  expect(costs).toEqual({ eu: [5n, 0n], us: [null, 0n] });
});

/** Of those that did anything on the dates. */
function sorted(all: readonly NamedSpendDays[]): NamedSpendDays[] {
  return all
    .filter(({ days }) => days.some(({ pico }) => pico !== 0n))
    .sort((a, b) => String(a.name).localeCompare(String(b.name)));
}
