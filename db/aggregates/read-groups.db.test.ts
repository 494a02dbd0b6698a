import { expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import type { Filters } from "@/lib/contract/common";
import { DEFAULT_BREAKDOWNS } from "@/lib/domain/breakdown";
import { isLabel, NO_FILTERS, REPORT_DIMENSIONS, type ReportDimension } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { nearestRank } from "@/lib/domain/sketch/percentile";
import { summarizeBlocks } from "@/lib/domain/sketch/summarize-blocks";
import { bucketsOf, intervalBucketsOf, STEPS } from "@/lib/domain/time/time-window";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { DimensionCodes } from "../dimensions/dimension-codes";
import { storeAttempts } from "../ingest/store-attempts";
import { compactFresh } from "../rollups/compact-fresh";
import { foldDeltas } from "../rollups/fold-deltas";
import { getQuartersBefore } from "../rollups/get-quarters-before";
import { sealMinutes } from "../rollups/seal-minutes";
import { ROLLUP_METRICS, ROLLUP_SUMS } from "../schema/rollup-columns";
import { testDatabase } from "../testing";
import { bruteSamples, bruteSums, isAsked, shownName } from "../testing/brute-force";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { minuteSpan } from "./answer-window";
import { decodeSamples } from "./decode-samples";
import type { AggregateGroup, AggregateGroups, Retention } from "./group-types";
import { readGroups } from "./read-groups";

const database = testDatabase();
const WINDOW = { from: new Date("2026-03-07T20:00:00Z"), to: new Date("2026-03-10T04:00:00Z") };
const random = seededRandom(1);
const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
const some = <T>(values: readonly T[], chance: number) => values.filter(() => random() < chance);

const VALUES: Record<ReportDimension, string[]> = {
  model: ["a", "b", "c", "never seen"],
  provider: ["p", "q"],
  region: ["us", "eu"],
  tier: ["gold", "silver"],
  app: ["chat", "search", "batch"],
  operation: ["chat", "embedding"],
  team: ["red", "unassigned", "never seen"],
  key: ["ci"],
  environment: ["production", "staging"],
  feature: ["summaries", "unassigned"],
  agent: ["unassigned"],
  stage: ["1", "3"],
};

/** Dimensions that some table has beside each other; all of them together are counted from single attempts. */
const UNLABELLED: readonly ReportDimension[] = REPORT_DIMENSIONS.filter((name) => !isLabel(name));
const TOGETHER: readonly (readonly ReportDimension[])[] = [
  REPORT_DIMENSIONS,
  ...Array.from({ length: 6 }, () => UNLABELLED),
  ...DEFAULT_BREAKDOWNS.map((dimensions) => ["model" as const, "provider" as const, ...dimensions]),
];

function randomQuestion() {
  const minutes = (WINDOW.to.getTime() - WINDOW.from.getTime()) / MINUTE_MS;
  const from = new Date(WINDOW.from.getTime() + Math.floor(random() * minutes) * MINUTE_MS);
  const length = Math.floor(10 ** (random() * Math.log10(minutes))) || 1;
  const window = { from, to: new Date(from.getTime() + length * MINUTE_MS) };
  const filters: Filters = { ...NO_FILTERS };
  const names = pick(TOGETHER);
  for (const name of some(names, 0.25)) filters[name] = some(VALUES[name], 0.6);
  const buckets = pick([[window], bucketsOf(window, pick(length > 600 ? STEPS.slice(1) : STEPS))]).map(minuteSpan);
  return { buckets, filters, groupBy: some(names, 0.35) };
}

const keyOf = (bucket: number, names: AggregateGroup["names"]) => JSON.stringify([bucket, names]);

async function expectEqual(
  attempts: readonly Attempt[],
  retention: Retention,
  question = randomQuestion(),
  { db } = database,
) {
  const { buckets, filters, groupBy } = question;
  const expected = new Map<string, Attempt[]>();
  for (const attempt of attempts) {
    const bucket = buckets.findIndex((span) => isAsked(attempt, filters, span));
    if (bucket < 0) continue;
    const key = keyOf(bucket, Object.fromEntries(groupBy.map((name) => [name, shownName(attempt, name)])));
    expected.set(key, [...(expected.get(key) ?? []), attempt]);
  }

  const read = await readGroups(db, { ...question, sums: ROLLUP_SUMS, metrics: ROLLUP_METRICS, retention });

  expect(read.groups.map(({ bucket, names }) => keyOf(bucket, names)).sort()).toEqual([...expected.keys()].sort());
  for (const group of read.groups) {
    const own = expected.get(keyOf(group.bucket, group.names)) ?? [];
    expect(Object.fromEntries(Object.entries(group.sums).map(([name, sum]) => [name, BigInt(sum)]))).toEqual(
      bruteSums(own),
    );
    for (const metric of ROLLUP_METRICS) {
      const samples = group.samples[metric];
      const sorted = bruteSamples(own, metric);
      expect(samples).toMatchObject({
        n: sorted.length,
        min: sorted[0] ?? null,
        max: sorted.at(-1) ?? null,
      });
      if (samples) expectPercentiles(summarizeBlocks([decodeSamples(samples, 0)]), sorted, read.method);
    }
  }
  // Without samples, rows may be read that are counted elsewhere first.
  const alone = await readGroups(db, { ...question, sums: ROLLUP_SUMS, metrics: [], retention });
  expect([alone.from, alone.to]).toEqual([read.from, read.to]);
  expect(sumsByKey(alone)).toEqual(sumsByKey(read));
  return read;
}

function sumsByKey({ groups }: AggregateGroups): Map<string, AggregateGroup["sums"]> {
  return new Map(groups.map(({ bucket, names, sums }) => [keyOf(bucket, names), sums]));
}

function expectPercentiles(summary: ReturnType<typeof summarizeBlocks>, sorted: number[], method: string) {
  expect(summary.n).toBe(sorted.length);
  for (const [name, q] of [
    ["p50", 0.5],
    ["p95", 0.95],
    ["p99", 0.99],
  ] as const) {
    const exact = nearestRank(sorted, q);
    const value = summary[name];
    if (exact === null || value === null) expect(value).toBe(exact);
    else if (method === "exact") expect(value).toBe(exact);
    else expect(Math.abs(value - Math.min(exact, 3.6e9))).toBeLessThanOrEqual(Math.max(0.01 * exact, 50));
  }
}

const START = Math.floor(WINDOW.from.getTime() / MINUTE_MS);
const attempts = randomAttempts(random, 2_000, WINDOW);
let stored = 0;

async function store(count: number) {
  await givenAttempts(database.sql, attempts.slice(stored, stored + count));
  stored += count;
}

async function expectAnyQuestionRight(rounds: number, retention = EVERYTHING_RETAINED) {
  for (let round = 0; round < rounds; round++) await expectEqual(attempts.slice(0, stored), retention);
}

// The steps build on each other, as rows age: what is asked for is the same at every age.
test.sequential("attempts are counted as soon as they are stored", async () => {
  await store(300);
  await expectAnyQuestionRight(20);
});

test.sequential("any question has the same answer while parts are folded and sealed, and late ones are not", async () => {
  await foldDeltas(database.sql);
  await store(300);
  await expectAnyQuestionRight(20);
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: new Date("2026-03-09T11:37:00Z") });
  await expectAnyQuestionRight(20);
  await store(400);
  await foldDeltas(database.sql);
  await store(400);
  await expectAnyQuestionRight(30);
  await sealMinutes(database.sql, { before: new Date("2026-03-09T17:02:00Z") });
  await expectAnyQuestionRight(30);
});

test.sequential("where minute rows are gone, edges are counted from single attempts, also those not sealed yet", async () => {
  const from = "2026-03-09T00:00:00Z";
  await database.sql`update rollup_state set minutes_from = ${from}`;
  await database.sql`delete from rollup_minute where starts_at < ${from}`;
  await store(600);
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: new Date("2026-03-08T03:03:00Z") });

  await expectAnyQuestionRight(50, { ...EVERYTHING_RETAINED, minuteRetainedFrom: Date.parse(from) / MINUTE_MS });
});

const YEARS = { from: new Date("2024-11-20T00:00:00Z"), to: new Date("2026-05-10T00:00:00Z") };
/** Attempts of some days of those years, at the ends of months above all. */
const oldAttempts = Array.from({ length: 24 }, () => {
  const month = Math.floor(random() * 18);
  const from = Date.UTC(2024, 10 + month, pick([20, 28, 31, 31]));
  return randomAttempts(random, 25, { from: new Date(from), to: new Date(from + 2 * DAY_MS) });
}).flat();

function randomLongQuestion(isOld = false) {
  const minutes = (YEARS.to.getTime() - YEARS.from.getTime()) / MINUTE_MS;
  const grain = isOld ? 1_440 : pick([1, 15, 1_440]);
  const at = () => YEARS.from.getTime() + Math.floor((random() * minutes) / grain) * grain * MINUTE_MS;
  const [from = 0, to = 0] = [at(), at()].sort((a, b) => a - b);
  const window = { from: new Date(from), to: new Date(to + DAY_MS) };
  const zone = isOld ? "UTC" : pick(["UTC", "Asia/Shanghai", "America/New_York"]);
  const buckets = intervalBucketsOf(window, pick(["none", "none", "week", "month"] as const), zone).map(minuteSpan);
  const groupBy = some(pick(TOGETHER.slice(1)), 0.35);
  return { buckets, filters: NO_FILTERS, groupBy };
}

test.sequential("windows over months and years are exact too, whatever is sealed and however late records come", async () => {
  const all = [...attempts.slice(0, stored), ...oldAttempts];
  await givenAttempts(database.sql, oldAttempts.slice(0, 300));
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: new Date("2026-04-03T00:00:00Z") });
  await givenAttempts(database.sql, oldAttempts.slice(300, 450));
  await foldDeltas(database.sql);
  await givenAttempts(database.sql, oldAttempts.slice(450));
  for (let round = 0; round < 30; round++) await expectEqual(all, EVERYTHING_RETAINED, randomLongQuestion());
  await sealMinutes(database.sql, { before: YEARS.to });
  for (let round = 0; round < 30; round++) await expectEqual(all, EVERYTHING_RETAINED, randomLongQuestion());

  const mark = "2026-01-15T00:00:00Z";
  for (const table of ["minute", "quarter", "quarter_app", "hour", "hour_app", "hour_model", "hour_breakdown"])
    await database.sql.unsafe(`delete from rollup_${table} where starts_at < '${mark}'`);
  const gone = Date.parse(mark) / MINUTE_MS;
  const retention = {
    ...EVERYTHING_RETAINED,
    minuteRetainedFrom: gone,
    rawRetainedFrom: gone,
    quarterRetainedFrom: gone,
  };
  const isRetained = ({ groupBy }: ReturnType<typeof randomLongQuestion>) =>
    !groupBy.includes("app") || !(groupBy.includes("region") || groupBy.includes("tier"));
  for (let round = 0; round < 30; round++) {
    const question = randomLongQuestion(true);
    if (isRetained(question)) await expectEqual(all, retention, question);
  }
});

test("a window whose edges are nowhere kept is widened to whole quarters, and says so", async () => {
  const retention = { minuteRetainedFrom: START + 2_000, rawRetainedFrom: START + 1_000 };
  const question = { filters: NO_FILTERS, groupBy: [] };

  const read = await expectEqual(attempts, retention, { ...question, buckets: [{ from: START, to: START + 2_007 }] });
  const widened = await readGroups(database.db, {
    ...question,
    buckets: [{ from: START + 7, to: START + 2_007 }],
    sums: ["attempts"],
    metrics: [],
    retention,
  });

  expect([widened.from, widened.to, widened.groups]).toEqual([
    START,
    START + 2_007,
    [{ bucket: 0, names: {}, samples: {}, sums: { attempts: read.groups[0]?.sums.attempts } }],
  ]);
});

test("app together with region is exact, and refused by name where attempts are no longer kept", async () => {
  const question = {
    buckets: [{ from: START, to: START + 500 }],
    filters: { ...NO_FILTERS, app: ["chat"], region: ["eu"] },
    groupBy: ["model" as const],
  };

  expect((await expectEqual(attempts, EVERYTHING_RETAINED, question)).method).toBe("exact");
  await expect(
    readGroups(database.db, {
      ...question,
      sums: [],
      metrics: [],
      retention: { ...EVERYTHING_RETAINED, rawRetainedFrom: START + 1 },
    }),
  ).rejects.toMatchObject({ code: "UNPROCESSABLE", fields: { app: [expect.stringContaining("retained since")] } });
});

const aging = testDatabase();

test("whatever befalls the rows in whatever order, any window to the minute is that of the attempts", async () => {
  const codes = new DimensionCodes();
  const retained: Attempt[] = [];
  let retention = EVERYTHING_RETAINED;
  const store = async (rows: Attempt[]) => {
    const quartersBeforeUs = await getQuartersBefore(aging.sql);
    // Some are sent again.
    const posts = [rows, some(retained, 0.02)];
    await storeAttempts(aging.sql, { posts, codes, nowUs: WINDOW.to.getTime() * 1_000, quartersBeforeUs });
    retained.push(...rows);
  };
  const within = (share: number) =>
    new Date(WINDOW.from.getTime() + share * (WINDOW.to.getTime() - WINDOW.from.getTime()));
  const events = {
    // Times pass with the rounds, and late records are of any time before.
    come: (share: number) => store(randomAttempts(random, 60, { from: within(share), to: within(share + 0.04) })),
    comeLate: (share: number) => store(randomAttempts(random, 40, { from: WINDOW.from, to: within(share + 0.04) })),
    fold: () => foldDeltas(aging.sql),
    compact: () => compactFresh(aging.sql),
    seal: (share: number) => sealMinutes(aging.sql, { before: within(share * random()) }),
    expireMinutes: async (share: number) => {
      const mark = new Date(Math.floor(within(share * 0.7).getTime() / DAY_MS) * DAY_MS);
      await aging.sql`update rollup_state set minutes_from = greatest(minutes_from, ${mark.toISOString()}::timestamptz)`;
      await aging.sql`delete from rollup_minute where starts_at < (select minutes_from from rollup_state)`;
      retention = {
        ...EVERYTHING_RETAINED,
        minuteRetainedFrom: Math.max(retention.minuteRetainedFrom, mark.getTime() / MINUTE_MS),
      };
    },
  };

  for (let round = 0; round < 25; round++) {
    const share = round / 26;
    await events.come(share);
    for (const event of some(Object.values(events), 0.4)) await event(share);
    for (let asked = 0; asked < 5; asked++) await expectEqual(retained, retention, randomQuestion(), aging);
  }
});
