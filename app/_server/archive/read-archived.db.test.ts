import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listDaysInFiles } from "@/db/archive/list-days-in-files";
import type { AttemptSelection } from "@/db/attempts/attempt-conditions";
import { type AttemptsInput, findAttempts } from "@/db/attempts/find-attempts";
import { getAttempt } from "@/db/attempts/get-attempt";
import { dropExpiredPartitions } from "@/db/partitions/drop-expired-partitions";
import { dayOfUs } from "@/db/partitions/partition-days";
import { settleRollups } from "@/db/rollups/settle-rollups";
import { testDatabase } from "@/db/testing";
import { givenAttempts } from "@/db/testing/given-attempts";
import { randomAttempts } from "@/db/testing/random-attempts";
import type { Attempt } from "@/lib/contract/attempt";
import { ATTEMPT_SORTS, SORT_ORDERS } from "@/lib/domain/attempts/attempt-sort";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { DAY_MS, HOUR_US, US_PER_MS } from "@/lib/domain/time/units";
import { archiveDay } from "./archive-day";
import { withArchiveReader } from "./archive-reader";
import { archiveStores } from "./archive-stores";

const database = testDatabase();
const folder = await mkdtemp(join(tmpdir(), "archive-"));
afterAll(() => rm(folder, { recursive: true }));
const stores = archiveStores({ exportDir: folder, s3: undefined });

const FROM = new Date("2026-03-01T00:00:00Z");
const TO = new Date(FROM.getTime() + 4 * DAY_MS);
const DAY = dayOfUs(FROM.getTime() * US_PER_MS);
const WINDOW = { from: new Date(FROM.getTime() + 7_200_000), to: new Date(TO.getTime() - 7_200_000) };
const ALL: AttemptSelection = { window: WINDOW, filters: NO_FILTERS, outcomes: [] };
const now = new Date("2026-06-01T00:00:00Z");

const stored: Attempt[] = randomAttempts(seededRandom(11), 900, { from: FROM, to: TO }).map((attempt, n) => ({
  ...attempt,
  // Many at the same instant and of the same length, so that ids decide.
  startedAtUs: n % 2 === 0 ? attempt.startedAtUs : Math.floor(attempt.startedAtUs / HOUR_US) * HOUR_US,
  durationUs: n % 3 === 0 ? 0 : attempt.durationUs,
  ttftUs: null,
  requestId: n % 4 === 0 ? `request ${n % 40}` : null,
  tags: n % 3 === 0 ? [`team:${n % 5}`, "word"] : attempt.tags,
}));

const SELECTIONS: AttemptSelection[] = [
  ALL,
  { ...ALL, filters: { ...NO_FILTERS, app: ["chat"], team: ["red", "unassigned"] } },
  { ...ALL, filters: { ...NO_FILTERS, tier: ["unassigned"], operation: ["chat"], stage: ["1"] } },
  { ...ALL, filters: { ...NO_FILTERS, tag: ["team:0", "team:3", "word"] } },
  { ...ALL, filters: { ...NO_FILTERS, tag: ["unassigned", "team:0"], consumer: ["unassigned"] } },
  { ...ALL, outcomes: ["timeout", "server_error"], errorCodes: ["unassigned"] },
  { ...ALL, ranges: [{ measure: "input_tokens", min: 200n, max: 4_000n }], routers: ["unassigned"] },
  { ...ALL, requestId: "request 4" },
];

type Asked = Omit<AttemptsInput, "archived" | "cursor">;

/** All pages one after the other, each with a reader of its own, as requests ask for them. */
async function allPages(input: Asked) {
  const rows: unknown[] = [];
  const unread: unknown[] = [];
  let cursor: string | undefined;
  do {
    await withArchiveReader({ db: database.db, stores }, async (archived) => {
      const page = await findAttempts(database.db, { ...input, cursor, archived });
      rows.push(...page.rows);
      cursor = page.nextCursor ?? undefined;
      unread.push(...archived.report().unread);
    });
  } while (cursor !== undefined);
  return { rows, unread };
}

async function archiveAndDrop(first: number, until: number) {
  const { db, sql } = database;
  for (let day = first; day < until; day++) {
    expect(await archiveDay({ db, sql, stores, target: "folder", day, now })).toBe("done");
  }
  expect(await dropExpiredPartitions(sql, until, { isArchiving: true })).toBe(until - first);
}

const ASKED: Asked[] = [
  ...SELECTIONS.map((selection): Asked => ({ selection, sort: { by: "started_at", order: "desc" }, limit: 37 })),
  ...ATTEMPT_SORTS.flatMap((by) =>
    SORT_ORDERS.map((order): Asked => ({ selection: SELECTIONS[1] ?? ALL, sort: { by, order }, limit: 20 })),
  ),
  ...(["started_at", "duration_ms", "ttft_ms"] as const).flatMap((by) =>
    SORT_ORDERS.map((order): Asked => ({ selection: ALL, sort: { by, order }, limit: 90 })),
  ),
  { selection: ALL, sort: { by: "duration_ms", order: "desc" }, limit: 90, withUnknown: false },
];
const answers = async () => {
  const all: unknown[][] = [];
  for (const asked of ASKED) all.push((await allPages(asked)).rows);
  return all;
};
const read = <Result>(work: Parameters<typeof withArchiveReader<Result>>[1]) =>
  withArchiveReader({ db: database.db, stores }, work);
const single = (attempt: Attempt) =>
  read((archived) =>
    getAttempt(database.db, {
      ...{ id: attempt.id, startedAtUs: attempt.startedAtUs, archived },
      retained: { fromUs: 0, toUs: TO.getTime() * US_PER_MS },
    }),
  );

beforeAll(async () => {
  await givenAttempts(database.sql, stored, now);
  await settleRollups(database.sql, { before: now });
});

test("every list and every single attempt is the same from files as from the database", async () => {
  const singles = () => Promise.all(stored.filter((_, n) => n % 40 === 0).map(single));
  const [before, one] = [await answers(), await singles()];

  await archiveAndDrop(DAY, DAY + 2);
  expect((await database.sql`select from attempt`).length).toBeLessThan(stored.length);
  expect(await answers()).toEqual(before);
  expect(await singles()).toEqual(one);

  // What comes late for a day in a file is found beside it.
  const late = randomAttempts(seededRandom(12), 40, { from: FROM, to: TO });
  await givenAttempts(database.sql, late, now);
  const { rows } = await allPages({ selection: ALL, sort: { by: "started_at", order: "asc" }, limit: 90 });
  const inWindow = [...stored, ...late].filter(
    ({ startedAtUs: at }) => at >= WINDOW.from.getTime() * US_PER_MS && at < WINDOW.to.getTime() * US_PER_MS,
  );
  expect(rows).toHaveLength(inWindow.length);
}, 120_000);

test("a page ends for lack of time in the middle of a day, and the next goes on from there", async () => {
  let clock = 0;
  const slow = () => {
    clock += 200;
    return clock;
  };
  for (const order of SORT_ORDERS) {
    const asked: Asked = { selection: ALL, sort: { by: "started_at", order }, limit: 50 };
    expect((await allPages({ ...asked, now: slow })).rows).toEqual((await allPages(asked)).rows);
  }
}, 60_000);

test("a day whose file is missing or damaged is left out and named, and the others are read", async () => {
  const span = { fromUs: FROM.getTime() * US_PER_MS, toUs: TO.getTime() * US_PER_MS };
  const [first, second] = await listDaysInFiles(database.db, span);
  if (!first || !second) throw new Error("Two days are archived");
  const asked: Asked = { selection: ALL, sort: { by: "started_at", order: "desc" }, limit: 500 };
  const whole = await allPages(asked);
  expect(whole.unread).toEqual([]);

  await rm(join(folder, first.file));
  await writeFile(join(folder, second.file), "no Parquet file");

  const { rows, unread } = await allPages(asked);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.length).toBeLessThan(whole.rows.length);
  expect(unread).toContainEqual({ day: "2026-03-01", reason: expect.stringContaining("has no file") });
  expect(unread).toContainEqual({ day: "2026-03-02", reason: expect.stringContaining("no Parquet file") });
  await expect(read(async (archived) => archived.read(DAY, async () => 1))).rejects.toThrow("was not listed");
}, 60_000);
