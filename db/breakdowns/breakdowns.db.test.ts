import { expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { DEFAULT_BREAKDOWNS } from "@/lib/domain/breakdown";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { readGroups } from "../aggregates/read-groups";
import { listAuditEntries } from "../audit/list-audit-entries";
import { getRetention } from "../retention/get-retention";
import { dropEndedBreakdowns } from "../rollups/drop-ended-breakdowns";
import { fillBreakdowns } from "../rollups/fill-breakdowns";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { verifyRollups } from "../rollups/verify-rollups";
import { testDatabase } from "../testing";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { createBreakdown } from "./create-breakdown";
import { endBreakdown } from "./end-breakdown";
import { listBreakdowns } from "./list-breakdowns";

const database = testDatabase();
const random = seededRandom(5);
const actor = "ada@example.com";
const now = new Date("2026-03-12T12:00:00Z");
const WINDOW = { from: new Date("2026-03-09T06:00:00Z"), to: new Date("2026-03-11T18:00:00Z") };

const attempts = randomAttempts(random, 400, WINDOW);
/** An epoch minute so late that nothing is retained. */
const NEVER = 1e8;
const byTeam = { dimensions: ["team" as const, "environment" as const] };

async function fillAll() {
  while ((await fillBreakdowns(database.sql)) === "more");
}

/** Attempts by team and environment in the window, from a breakdown: reading them raw is ruled out. */
async function countRetained(): Promise<Record<string, number>> {
  const { breakdowns } = await getRetention(database.db, { now, rawDays: 30 });
  const wholeHours = (at: Date) => (Math.floor(at.getTime() / HOUR_MS) * HOUR_MS) / MINUTE_MS;
  const { groups } = await readGroups(database.db, {
    buckets: [{ from: wholeHours(WINDOW.from), to: wholeHours(WINDOW.to) }],
    filters: NO_FILTERS,
    groupBy: byTeam.dimensions,
    sums: ["attempts"],
    metrics: [],
    retention: {
      ...(breakdowns && { breakdowns }),
      minuteRetainedFrom: NEVER,
      rawRetainedFrom: NEVER,
    },
  });
  return Object.fromEntries(groups.map(({ names, sums }) => [`${names.team} ${names.environment}`, sums.attempts]));
}

function countAll(all: readonly Attempt[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { team, environment } of all) {
    const name = `${team ?? "unassigned"} ${environment ?? "unassigned"}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

test("every store has the single labels and team by app, from its first attempt on", async () => {
  const all = await listBreakdowns(database.db);

  expect(all.map(({ dimensions }) => dimensions)).toEqual(DEFAULT_BREAKDOWNS);
  for (const one of all) expect(one).toMatchObject({ complete_from: null, days_left: 0, created_by: null });
});

test.sequential("a new breakdown is read once the days before it are counted, while records of any day go on coming", async () => {
  await givenAttempts(database.sql, attempts.slice(0, 250));
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: new Date("2026-03-10T12:00:00Z") });

  const created = await createBreakdown(database.db, { breakdown: byTeam, actor, now });
  expect(created).toMatchObject({ dimensions: byTeam.dimensions, created_by: actor, days_left: null });
  await expect(countRetained()).rejects.toMatchObject({ code: "UNPROCESSABLE" });

  await givenAttempts(database.sql, attempts.slice(250, 320));
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: new Date("2026-03-11T00:00:00Z") });
  await fillBreakdowns(database.sql);
  const [half] = await listBreakdowns(database.db, created);
  expect(half?.days_left).toBeGreaterThan(0);
  await givenAttempts(database.sql, attempts.slice(320, 360));
  await fillAll();
  await givenAttempts(database.sql, attempts.slice(360));
  expect(await countRetained()).toEqual(countAll(attempts));
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: now });

  expect(await countRetained()).toEqual(countAll(attempts));
  expect(await verifyRollups(database.sql)).toEqual([]);
  expect(await listBreakdowns(database.db, created)).toMatchObject([{ complete_from: null, days_left: 0 }]);
});

test.sequential("a breakdown begins where attempts do, and says since when it is retained", async () => {
  await database.sql`update rollup_state set raw_from = '2026-03-10T00:00:00Z'`;

  const created = await createBreakdown(database.db, { breakdown: { dimensions: ["agent", "stage"] }, actor, now });
  await fillAll();

  expect(await listBreakdowns(database.db, created)).toMatchObject([
    { complete_from: "2026-03-10T00:00:00.000Z", days_left: 0 },
  ]);
  await expect(
    readGroups(database.db, {
      buckets: [{ from: WINDOW.from.getTime() / MINUTE_MS, to: WINDOW.to.getTime() / MINUTE_MS }],
      filters: NO_FILTERS,
      groupBy: ["agent", "stage"],
      sums: [],
      metrics: [],
      retention: await getRetention(database.db, { now, rawDays: 1 }),
    }),
  ).rejects.toMatchObject({ fields: { agent: [expect.stringContaining("retained since 2026-03-10 00:00")] } });
  await database.sql`update rollup_state set raw_from = '-infinity'`;
});

test("a set that there is already and one too many are refused, and those of every store stay", async () => {
  const again = (dimensions: typeof byTeam.dimensions | ["app"] | ["team"]) =>
    expect(createBreakdown(database.db, { breakdown: { dimensions: [...dimensions] }, actor, now })).rejects;

  await again(["app"]).toMatchObject({ code: "CONFLICT" });
  await again(["team"]).toMatchObject({ code: "CONFLICT" });
  await expect(endBreakdown(database.db, { id: 1, actor, now })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test.sequential("a deleted breakdown is read no more, its sums go, and both are on record", async () => {
  const { id } = await createBreakdown(database.db, { breakdown: { dimensions: ["feature", "agent"] }, actor, now });
  await fillAll();
  const countRows = async () =>
    (
      await database.sql<
        [{ n: number }]
      >`select count(*)::int as n from rollup_day_breakdown where breakdown_id = ${id}`
    )[0].n;
  expect(await countRows()).toBeGreaterThan(0);

  await endBreakdown(database.db, { id, actor, now });
  await givenAttempts(database.sql, [anAttempt({ feature: "summaries" })]);
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: now });
  expect(await verifyRollups(database.sql)).toEqual([]);
  while ((await dropEndedBreakdowns(database.sql)) === "more");

  expect(await listBreakdowns(database.db, { id })).toEqual([]);
  expect(await countRows()).toBe(0);
  const entries = await listAuditEntries(database.db, { limit: 2 });
  expect(entries.map(({ action, subject }) => [action, subject])).toEqual([
    ["breakdown.delete", "feature × agent"],
    ["breakdown.create", "feature × agent"],
  ]);
});
