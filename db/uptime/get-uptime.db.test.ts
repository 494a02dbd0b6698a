import { beforeAll, expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { isJudged } from "@/lib/domain/outcome";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { seededRandom } from "@/lib/domain/seeded-random";
import { MINUTE_MS, MINUTE_US } from "@/lib/domain/time/units";
import { isMinuteDown } from "@/lib/domain/uptime/uptime";
import { keepSealedSums } from "../aggregates/sealed-sums";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { getStatsModels } from "../stats/get-stats-models";
import { testDatabase } from "../testing";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { getUptime } from "./get-uptime";

const database = testDatabase();
// What is read here is read as screens do, through sums that are kept.
beforeAll(() => keepSealedSums(database.db, { bytesMax: 10_000_000 }));
const retention = { minuteRetainedFrom: Number.NEGATIVE_INFINITY, rawRetainedFrom: Number.NEGATIVE_INFINITY };
const NOW = new Date("2026-03-10T00:00:00Z");
const minuteOf = (attempt: Attempt) => Math.floor(attempt.startedAtUs / MINUTE_US);
const at = (text: string) => Date.parse(text) * 1_000;
const allOf = (model: string) => ({ ...NO_FILTERS, model: [model] });

/** Measured and down minutes per group and UTC day, straight from the attempts. */
function bruteMinutes(attempts: readonly Attempt[]) {
  const minutes = new Map<string, { ok: number; failed: number; day: string }>();
  for (const attempt of attempts) {
    if (!isJudged(attempt.outcome)) continue;
    const minute = minuteOf(attempt);
    const key = `${attempt.model} ${attempt.provider} ${attempt.region} ${minute}`;
    const counts = minutes.get(key) ?? {
      ok: 0,
      failed: 0,
      day: new Date(minute * MINUTE_MS).toISOString().slice(0, 10),
    };
    if (attempt.outcome === "ok") counts.ok++;
    else counts.failed++;
    minutes.set(key, counts);
  }
  const all = [...minutes.values()];
  return (day?: string) => {
    const own = all.filter((counts) => day === undefined || counts.day === day);
    return [own.length, own.filter(({ ok, failed }) => isMinuteDown(ok, failed)).length];
  };
}

test("minutes and days are those of the raw attempts, sealed or not, with minute rows or without", async () => {
  const window = { from: new Date("2026-03-07T20:00:00Z"), to: new Date("2026-03-09T04:00:00Z") };
  const random = seededRandom(7);
  const attempts = randomAttempts(random, 3_000, window).map((attempt) => ({ ...attempt, provider: "everyone" }));
  const expectRight = async (stored: readonly Attempt[], minuteRetainedFrom: number) => {
    for (const [from, to] of [
      ["2026-03-07T20:00:00Z", "2026-03-09T04:00:00Z"],
      ["2026-03-07T22:07:00Z", "2026-03-08T22:04:00Z"],
      ["2026-03-08T10:01:00Z", "2026-03-08T10:14:00Z"],
    ] as const) {
      const asked = stored.filter(({ startedAtUs }) => startedAtUs >= at(from) && startedAtUs < at(to));
      const answer = await getUptime(database.db, {
        window: { from: new Date(from), to: new Date(to) },
        filters: random() < 0.5 ? NO_FILTERS : { ...NO_FILTERS, provider: ["everyone"] },
        tz: "UTC",
        by: random() < 0.5 ? "region" : undefined,
        now: NOW,
        retention: { ...retention, minuteRetainedFrom },
      });
      for (const model of ["a", "b", "c"]) {
        const brute = bruteMinutes(asked.filter((attempt) => attempt.model === model));
        const days = answer.models.filter((row) => row.model === model).flatMap((row) => row.days);
        for (const day of new Set(days.map((row) => row.day))) {
          const own = days.filter((row) => row.day === day);
          const sum = (key: "minutes_measured" | "minutes_down") => own.reduce((all, row) => all + (row[key] ?? 0), 0);
          expect([day, sum("minutes_measured"), sum("minutes_down")]).toEqual([day, ...brute(day)]);
        }
      }
    }
  };

  await givenAttempts(database.sql, attempts.slice(0, 1_500));
  await expectRight(attempts.slice(0, 1_500), Number.NEGATIVE_INFINITY);
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: new Date("2026-03-08T22:03:00Z") });
  await givenAttempts(database.sql, attempts.slice(1_500, 2_000));
  await expectRight(attempts.slice(0, 2_000), Number.NEGATIVE_INFINITY);

  const from = "2026-03-08T12:00:00Z";
  await database.sql`update rollup_state set minutes_from = ${from}`;
  await database.sql`delete from rollup_minute where starts_at < ${from}`;
  await givenAttempts(database.sql, attempts.slice(2_000));
  await expectRight(attempts, Date.parse(from) / MINUTE_MS);
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: NOW });
  await expectRight(attempts, Date.parse(from) / MINUTE_MS);
  await database.sql`update rollup_state set minutes_from = '-infinity'`;
});

test("an outage is one incident, from its first down minute to the end of its last, in its region", async () => {
  const model = "outage";
  const minutes = [5, 6, 9, 14];
  await givenAttempts(
    database.sql,
    [...Array(30).keys()].flatMap((minute) => {
      const startedAtUs = at(`2026-03-02T10:${String(minute).padStart(2, "0")}:30Z`);
      const outcome = minutes.includes(minute) ? ("server_error" as const) : ("ok" as const);
      return [
        anAttempt({ model, startedAtUs, outcome }),
        anAttempt({ model, startedAtUs, outcome }),
        anAttempt({ model, startedAtUs, region: "eu-central-1" }),
      ];
    }),
  );
  const ask = (by?: "region") =>
    getUptime(database.db, {
      window: { from: new Date("2026-03-02T10:00:00Z"), to: new Date("2026-03-02T11:00:00Z") },
      filters: allOf(model),
      tz: "UTC",
      by,
      now: NOW,
      retention,
    });

  const { models } = await ask();
  expect(models).toMatchObject([
    {
      requests: 82 / 90,
      minutes: 56 / 60,
      coverage: 60 / 120,
      incidents: [
        {
          from: "2026-03-02T10:05:00.000Z",
          to: "2026-03-02T10:15:00.000Z",
          region: "us-east-1",
          minutes: 4,
          failed: 8,
        },
      ],
    },
  ]);
  const byRegion = await ask("region");
  expect(byRegion.models.map(({ region, minutes }) => [region, minutes])).toEqual([
    ["eu-central-1", 1],
    ["us-east-1", 26 / 30],
  ]);
});

test("a cell that only has cancelled requests is seen, not measured, sealed or not", async () => {
  const model = "left alone";
  const startedAtUs = at("2026-03-02T10:00:00Z");
  await givenAttempts(database.sql, [
    anAttempt({ model, startedAtUs }),
    anAttempt({ model, startedAtUs, region: "eu-central-1", outcome: "cancelled" }),
  ]);
  const ask = () =>
    getStatsModels(database.db, {
      window: { from: new Date("2026-03-02T10:00:00Z"), to: new Date("2026-03-02T10:10:00Z") },
      filters: allOf(model),
      now: NOW,
      retention,
    });

  const uptime = { requests: 1, minutes: 1, coverage: 1 / 20 };
  expect((await ask()).total.uptime).toEqual(uptime);
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: NOW });
  expect((await ask()).total.uptime).toEqual(uptime);
});

test("minutes that have not passed yet are no lack of coverage", async () => {
  const model = "new";
  const startedAtUs = at("2026-03-09T23:59:30Z");
  await givenAttempts(database.sql, [anAttempt({ model, startedAtUs })]);
  const { models } = await getUptime(database.db, {
    window: { from: new Date("2026-03-09T23:58:00Z"), to: new Date("2026-03-10T12:00:00Z") },
    filters: allOf(model),
    tz: "UTC",
    now: new Date("2026-03-09T23:59:40Z"),
    retention,
  });
  expect(models[0]).toMatchObject({ coverage: 0.5, days: [{ coverage: 0.5 }, { day: "2026-03-10", coverage: null }] });
});

test("under a tier or app filter there are no minutes to speak of", async () => {
  const { models } = await getUptime(database.db, {
    window: { from: new Date("2026-03-02T10:00:00Z"), to: new Date("2026-03-02T11:00:00Z") },
    filters: { ...allOf("outage"), tier: ["standard"] },
    tz: "UTC",
    now: NOW,
    retention,
  });
  expect(models).toMatchObject([{ requests: 82 / 90, minutes: null, coverage: null, incidents: [] }]);
  expect(models[0]?.days).toMatchObject([
    { ok: 82, failed: 8, minutes_measured: null, minutes_down: null, coverage: null },
  ]);
});
