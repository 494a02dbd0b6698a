import { beforeAll, expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { attemptsExportQuerySchema } from "@/lib/contract/attempts";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { testDatabase } from "../testing";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { readAllAttempts } from "./read-all-attempts";

const database = testDatabase();
const window = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-02T00:00:00Z") };
const FIRST_US = window.from.getTime() * 1_000;

const stored = Array.from({ length: 5_000 }, (_, n) =>
  anAttempt({ startedAtUs: FIRST_US + n * 1_000_000, durationUs: n % 7 === 0 ? null : 1_000_000 + (n % 100) * 1_000 }),
);
const newest = (a: Attempt, b: Attempt) => b.startedAtUs - a.startedAtUs;

function slowest(attempts: readonly Attempt[], sign: 1 | -1): string[] {
  const known = attempts.filter(({ durationUs }) => durationUs !== null);
  const unknown = attempts.filter(({ durationUs }) => durationUs === null);
  const sorted = known.toSorted((a, b) => sign * ((b.durationUs ?? 0) - (a.durationUs ?? 0)) || newest(a, b));
  return [...sorted, ...unknown.toSorted(newest)].map(({ id }) => id);
}

const ask = (more: Record<string, string>) =>
  readAllAttempts(database.db, {
    query: attemptsExportQuerySchema.parse({ window: "24h", sort: "duration_ms", ...more }),
    ...{ window, filters: NO_FILTERS },
  });

async function idsOf(batches: ReturnType<typeof ask>): Promise<string[]> {
  const ids: string[] = [];
  for await (const batch of batches) ids.push(...batch.map(({ id }) => id));
  return ids;
}

beforeAll(() => givenAttempts(database.sql, stored));

test("a large file is in the order of the pages, up to its limit", async () => {
  expect(await idsOf(ask({}))).toEqual(slowest(stored, 1));
  expect(await idsOf(ask({ order: "asc" }))).toEqual(slowest(stored, -1));
  expect(await idsOf(ask({ limit: "4500" }))).toEqual(slowest(stored, 1).slice(0, 4_500));
  expect(await idsOf(ask({ limit: "50" }))).toEqual(slowest(stored, 1).slice(0, 50));
});

test("a large file by a measure is sorted once: what arrives while it is read is not in it", async () => {
  const batches = ask({ order: "asc" });
  const first = await batches.next();
  await givenAttempts(database.sql, [anAttempt({ startedAtUs: FIRST_US, durationUs: 9_000_000 })]);
  const ids = (first.done ? [] : first.value).map(({ id }) => id);
  expect([...ids, ...(await idsOf(batches))]).toEqual(slowest(stored, -1));
});

test("whoever stops reading ends the search", async () => {
  const batches = ask({});
  await batches.next();
  await batches.return();
  const open =
    await database.sql`select 1 from pg_stat_activity where state = 'idle in transaction' and datname = current_database()`;
  expect(open).toHaveLength(0);
});
