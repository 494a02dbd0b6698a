import { expect, test } from "vitest";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { DAY_MINUTES, MINUTE_MS } from "@/lib/domain/time/units";
import { readGroups } from "../aggregates/read-groups";
import { readTextGroups } from "../aggregates/read-text-groups";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { countedFrom } from "./counted-from";
import { readSeries } from "./read-in-parts";

const database = testDatabase();
const NOON = Date.UTC(2026, 2, 19, 12) / MINUTE_MS;

test("what is read in parts is what is read at once, of the series with most attempts, and never of too many groups", async () => {
  const tiers = [null, "gold"];
  const attempts = Array.from({ length: 240 }, (_, nth) =>
    anAttempt({
      ...{ model: `m${nth % 5}`, region: nth % 7 < 4 ? "eu" : "us", tier: tiers[nth % 3 === 0 ? 0 : 1] ?? null },
      startedAtUs: (NOON + ((nth * 7) % 60)) * MINUTE_MS * 1_000,
    }),
  );
  await givenAttempts(database.sql, attempts);
  const buckets = Array.from({ length: 60 }, (_, index) => ({ from: NOON + index, to: NOON + index + 1 }));
  const question = {
    ...{ buckets, filters: NO_FILTERS, groupBy: ["model", "region", "tier"] as const, sums: ["attempts"] as const },
    ...{ metrics: [], retention: EVERYTHING_RETAINED },
  };
  const read = (limits: { series: number; groups: number; groupsPerPart: number }) =>
    readSeries(database.db, {
      ...{ question, limits, read: readGroups<"attempts"> },
      countsOf: ({ sums }) => ({ n: sums.attempts }),
    });
  const whole = await read({ series: 200, groups: 1_000, groupsPerPart: 1_000 });
  const sizeOf = ({ groups }: (typeof whole.series)[number]) => groups.reduce((sum, { counts }) => sum + counts.n, 0);
  const sorted = ({ series }: typeof whole) =>
    series.map(({ names, groups }) => ({ names, groups: groups.toSorted((a, b) => a.bucket - b.bucket) }));

  expect(whole.series.reduce((sum, one) => sum + sizeOf(one), 0)).toBe(240);
  expect(sorted(await read({ series: 200, groups: 1_000, groupsPerPart: 20 }))).toEqual(sorted(whole));
  const few = await read({ series: 3, groups: 1_000, groupsPerPart: 20 });
  expect(few.leftOut).toBe(whole.series.length - 3);
  expect(sorted(few)).toEqual(sorted(whole).slice(0, 3));
  expect(few.series.map(sizeOf)).toEqual(
    whole.series
      .map(sizeOf)
      .sort((a, b) => b - a)
      .slice(0, 3),
  );
  await expect(read({ series: 200, groups: 100, groupsPerPart: 20 })).rejects.toMatchObject({ reason: "too_many" });
  // Of one series of samples, of which those of text are told from others, each model is read by itself.
  const samples = (hasOtherOperations: boolean) =>
    readSeries(database.db, {
      ...{
        limits: { series: 200, groups: 60, groupsPerPart: 60 },
        read: readTextGroups<never>,
        countsOf: () => ({ n: 1 }),
      },
      question: {
        ...{ ...question, groupBy: [], sums: [], metrics: ["duration"] },
        retention: { ...EVERYTHING_RETAINED, hasOtherOperations },
      },
    });
  expect((await samples(false)).series.length).toBe(1);
  await expect(samples(true)).rejects.toMatchObject({ reason: "too_many" });
});

test("single attempts are counted as far back as all of them together are few, whatever a rule is of", async () => {
  const of = (model: string, daysAgo: number, n: number) =>
    Array.from({ length: n }, () =>
      anAttempt({ model, startedAtUs: (NOON - daysAgo * DAY_MINUTES) * MINUTE_MS * 1_000 }),
    );
  await givenAttempts(database.sql, [...of("rare", 9, 1), ...of("busy", 8, 40), ...of("busy", 6, 10)]);
  const to = NOON - DAY_MINUTES;
  const from = to - 10 * DAY_MINUTES;
  const counted = (most: number) =>
    countedFrom(database.db, { from, to, retention: EVERYTHING_RETAINED, most }).then((minute) => to - minute);
  const half = DAY_MINUTES / 2;

  expect(await counted(100)).toBe(10 * DAY_MINUTES);
  expect(await counted(51)).toBe(10 * DAY_MINUTES);
  expect(await counted(50)).toBe(7 * DAY_MINUTES + half);
  expect(await counted(49)).toBe(6 * DAY_MINUTES + half);
  expect(await counted(9)).toBe(4 * DAY_MINUTES + half);
});
