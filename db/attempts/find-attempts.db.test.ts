import { expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import {
  ATTEMPT_MEASURES,
  ATTEMPT_SORTS,
  type AttemptMeasure,
  compareNames,
  isAttemptName,
  SORT_ORDERS,
  type SortOrder,
} from "@/lib/domain/attempts/attempt-sort";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { HOUR_US, MINUTE_MS } from "@/lib/domain/time/units";
import { indexMeasures } from "../partitions/index-measures";
import { dayOfUs } from "../partitions/partition-days";
import { testDatabase } from "../testing";
import { isAsked } from "../testing/brute-force";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import type { AttemptSelection } from "./attempt-conditions";
import { type AttemptsInput, findAttempts } from "./find-attempts";

const database = testDatabase();
const WINDOW = { from: new Date("2026-03-07T22:00:00Z"), to: new Date("2026-03-09T01:00:00Z") };
const WIDE = { from: new Date("2026-03-07T20:00:00Z"), to: new Date("2026-03-09T04:00:00Z") };
const ALL: AttemptSelection = { window: WINDOW, filters: NO_FILTERS, outcomes: [] };
/** As if there were too many to sort at once. */
const SAMPLED = { sortedAtOnce: 0 };

const stored = randomAttempts(seededRandom(11), 700, WIDE).map((attempt, n) => ({
  ...attempt,
  // Many at the same instant and of the same length, so that ids decide.
  startedAtUs: Math.floor(attempt.startedAtUs / HOUR_US) * HOUR_US,
  durationUs: n % 3 === 0 ? 0 : attempt.durationUs && Math.floor(attempt.durationUs / 100_000) * 100_000,
  ttftUs: null,
  requestId: n % 5 === 0 ? `request ${n}` : null,
}));

const VALUES: Readonly<Record<AttemptMeasure, (attempt: Attempt) => number | bigint | null>> = {
  duration_ms: ({ durationUs }) => durationUs,
  ttft_ms: ({ ttftUs }) => ttftUs,
  cost_usd: ({ costPico }) => costPico,
  input_tokens: ({ inputTokens }) => inputTokens,
  cached_input_tokens: ({ cachedInputTokens }) => cachedInputTokens,
  cache_write_tokens: ({ cacheWriteTokens }) => cacheWriteTokens,
  output_tokens: ({ outputTokens }) => outputTokens,
  reasoning_tokens: ({ reasoningTokens }) => reasoningTokens,
};

const newest = (a: Attempt, b: Attempt) => b.startedAtUs - a.startedAtUs || (a.id < b.id ? 1 : -1);

function inOrder(attempts: readonly Attempt[], by: AttemptsInput["sort"]["by"], order: SortOrder): string[] {
  const sign = order === "desc" ? 1 : -1;
  const compare = (a: Attempt, b: Attempt) => {
    if (by === "started_at") return sign * newest(a, b);
    if (isAttemptName(by)) {
      return compareNames(by, order)(a[by] ?? "unassigned", b[by] ?? "unassigned") || newest(a, b);
    }
    const [left, right] = [VALUES[by](a), VALUES[by](b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null) || newest(a, b);
    return left === right ? newest(a, b) : sign * (left < right ? 1 : -1);
  };
  return attempts.toSorted(compare).map(({ id }) => id);
}

async function allPages(
  input: Omit<AttemptsInput, "limit">,
  limit: number,
  meanwhile = async () => undefined as unknown,
) {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await findAttempts(database.db, { ...input, limit, cursor });
    ids.push(...page.rows.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
    await meanwhile();
  } while (cursor !== undefined);
  return ids;
}

const asked = (selection: AttemptSelection) =>
  stored.filter((attempt) =>
    isAsked(attempt, selection.filters, {
      from: WINDOW.from.getTime() / MINUTE_MS,
      to: WINDOW.to.getTime() / MINUTE_MS,
    }),
  );

test("pages hold every attempt once, by every order, sampled or not, with and without summaries", async () => {
  await givenAttempts(database.sql, stored);
  const narrow = { ...ALL, filters: { ...NO_FILTERS, app: ["chat"], region: ["eu"], team: ["red", "unassigned"] } };
  for (const isIndexed of [false, true]) {
    if (isIndexed) await indexMeasures(database.sql, { day: dayOfUs(WINDOW.from.getTime() * 1_000) });
    for (const by of ATTEMPT_SORTS) {
      for (const order of SORT_ORDERS) {
        const sort = { by, order };
        expect(await allPages({ selection: narrow, sort }, 9)).toEqual(inOrder(asked(narrow), by, order));
        expect(await allPages({ selection: ALL, sort, ...SAMPLED }, 100)).toEqual(inOrder(asked(ALL), by, order));
      }
    }
  }
}, 120_000);

test("attempts that arrive between two pages repeat and hide none", async () => {
  for (const by of ["duration_ms", "cost_usd", "started_at", "model"] as const) {
    for (const order of SORT_ORDERS) {
      const random = seededRandom(by.length);
      const arrive = () =>
        givenAttempts(
          database.sql,
          randomAttempts(random, 3, WINDOW).map((attempt) => ({ ...attempt, app: "late" })),
        );
      const ids = await allPages({ selection: ALL, sort: { by, order }, ...SAMPLED }, 70, arrive);
      const known = new Set(stored.map(({ id }) => id));
      expect(ids.filter((id) => known.has(id))).toEqual(inOrder(asked(ALL), by, order));
      expect(new Set(ids).size).toBe(ids.length);
    }
  }
}, 60_000);

test("ranges hold what lies from their least to below their most, and nothing unknown", async () => {
  const filters = { ...NO_FILTERS, app: ["chat", "search", "batch"] };
  for (const measure of ATTEMPT_MEASURES) {
    const values = stored.map(VALUES[measure]).filter((value) => value !== null);
    const [min = 0n, max = 100n] = [values[7], values[3]]
      .map((value) => BigInt(value ?? 50))
      .toSorted((a, b) => Number(a - b));
    const selection = { ...ALL, filters, ranges: [{ measure, min, max }] };
    const inside = asked(selection).filter((attempt) => {
      const value = VALUES[measure](attempt);
      return value !== null && value >= min && value < max;
    });
    const sort = { by: measure, order: "asc" } as const;
    expect(await allPages({ selection, sort, ...SAMPLED }, 50)).toEqual(inOrder(inside, measure, "asc"));
  }
});

test("a search by a measure whose time is over goes on with the next page, and misses none", async () => {
  const selection = { ...ALL, filters: { ...NO_FILTERS, app: ["search"] } };
  for (const order of SORT_ORDERS) {
    const sort = { by: "input_tokens", order } as const;
    const ids: string[] = [];
    let cursor: string | undefined;
    let partial = 0;
    do {
      let ms = 0;
      const now = () => (ms += 600);
      const page = await findAttempts(database.db, { selection, sort, limit: 60, cursor, now, ...SAMPLED });
      ids.push(...page.rows.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
      if (page.isPartial) partial++;
    } while (cursor !== undefined);
    expect(ids).toEqual(inOrder(asked(selection), "input_tokens", order));
    expect(partial).toBeGreaterThan(0);
  }
});

test("a search by a name whose time is over goes on with the next page, and misses none", async () => {
  const selection = { ...ALL, filters: { ...NO_FILTERS, app: ["search"] } };
  for (const by of ["region", "tier"] as const) {
    const sort = { by, order: "asc" } as const;
    const ids: string[] = [];
    let cursor: string | undefined;
    let partial = 0;
    do {
      let ms = 0;
      const now = () => (ms += 250);
      const page = await findAttempts(database.db, { selection, sort, limit: 60, cursor, now });
      ids.push(...page.rows.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
      if (page.isPartial) partial++;
    } while (cursor !== undefined);
    expect(ids).toEqual(inOrder(asked(selection), by, "asc"));
    expect(partial).toBeGreaterThan(0);
  }
});

test("what many share, and what is unknown, is found though the search for it took all of the time", async () => {
  const selection = { ...ALL, filters: { ...NO_FILTERS, app: ["chat", "search", "batch"] } };
  for (const [by, order] of [
    ["duration_ms", "asc"],
    ["ttft_ms", "desc"],
  ] as const) {
    // Each page's first look at the clock is long before all others.
    let looks = 0;
    const now = () => (looks++ === 0 ? 0 : 60_000);
    const page = await findAttempts(database.db, { selection, sort: { by, order }, limit: 100, now, ...SAMPLED });
    expect(page.rows.map(({ id }) => id)).toEqual(inOrder(asked(selection), by, order).slice(0, 100));
    expect(page.isPartial).toBe(false);
  }
});

test("attempts are found by error code and router", async () => {
  const startedAtUs = Date.parse("2026-02-01T10:00:00Z") * 1_000;
  const window = { from: new Date("2026-02-01T00:00:00Z"), to: new Date("2026-02-02T00:00:00Z") };
  const sent = [
    anAttempt({ startedAtUs, errorCode: "overloaded", router: "r1" }),
    anAttempt({ startedAtUs, errorCode: "overloaded", router: "r2" }),
    anAttempt({ startedAtUs, router: "r1" }),
  ];
  await givenAttempts(database.sql, sent);
  const find = async (more: Partial<AttemptSelection>) => {
    const selection = { ...ALL, window, ...more };
    const sort = { by: "started_at", order: "desc" } as const;
    return (await findAttempts(database.db, { selection, sort, limit: 10 })).rows.map(({ id }) => id).toSorted();
  };
  const ids = (...of: number[]) => of.map((n) => sent[n]?.id).toSorted();
  expect(await find({ errorCodes: ["overloaded"] })).toEqual(ids(0, 1));
  expect(await find({ errorCodes: ["overloaded"], routers: ["r1"] })).toEqual(ids(0));
  expect(await find({ errorCodes: ["unassigned"] })).toEqual(ids(2));
});
