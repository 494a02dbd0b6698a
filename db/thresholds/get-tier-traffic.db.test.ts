import { expect, test } from "vitest";
import { tierTrafficSchema } from "@/lib/contract/tier-traffic";
import { isJudged } from "@/lib/domain/outcome";
import { seededRandom } from "@/lib/domain/seeded-random";
import { shareAbove } from "@/lib/domain/thresholds/model-traffic";
import { HOUR_SECONDS } from "@/lib/domain/time/units";
import { foldDeltas } from "../rollups/fold-deltas";
import { testDatabase } from "../testing";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { randomAttempts } from "../testing/random-attempts";
import { getTierTraffic } from "./get-tier-traffic";

const database = testDatabase();
const retention = { minuteRetainedFrom: Number.NEGATIVE_INFINITY, rawRetainedFrom: Number.NEGATIVE_INFINITY };
const NOW = new Date("2026-03-09T04:30:00Z");
const at = (iso: string) => Date.parse(iso) * 1_000;
const ask = (tier: string, regions: readonly string[] = []) =>
  getTierTraffic(database.db, { tier, regions, now: NOW, retention });

test("each model's healthy traffic is what its attempts of the tier say, folded or not", async () => {
  const window = { from: new Date("2026-03-08T00:00:00Z"), to: new Date("2026-03-09T04:00:00Z") };
  const attempts = randomAttempts(seededRandom(5), 4_000, window);
  const [tier] = attempts.flatMap((attempt) => attempt.tier ?? []);
  if (!tier) throw new Error("Some random attempts have a tier");
  await givenAttempts(database.sql, attempts);

  const before = await ask(tier);
  await foldDeltas(database.sql);
  const answer = await ask(tier);

  expect(answer).toEqual(before);
  expect(tierTrafficSchema.parse(answer)).toEqual(answer);
  expect(answer).toMatchObject({ from: "2026-03-02T04:00:00.000Z", to: "2026-03-09T05:00:00.000Z" });
  const own = attempts.filter((attempt) => attempt.tier === tier);
  const places = new Set(own.map(({ region, model }) => `${region} ${model}`));
  expect(answer.models.map(({ region, model }) => `${region} ${model}`)).toEqual([...places].sort());
  for (const { region, model, hours, judged_per_second: judged, judged_by_quarter: quarters } of answer.models) {
    const mine = own.filter((attempt) => attempt.region === region && attempt.model === model);
    const byHour = new Map<number, number>();
    const byQuarter = Array.from({ length: 7 * 96 + 2 }, () => 0);
    for (const { startedAtUs, outcome } of mine) {
      if (!isJudged(outcome)) continue;
      const hour = Math.floor(startedAtUs / 3.6e9);
      byHour.set(hour, (byHour.get(hour) ?? 0) + 1);
      const quarter = Math.floor((startedAtUs - at("2026-03-02T04:00:00Z")) / 9e8);
      byQuarter[quarter] = (byQuarter[quarter] ?? 0) + 1;
    }
    expect(quarters).toEqual(byQuarter);
    const counts = [...byHour.values()].sort((a, b) => a - b);
    expect([hours, judged.quietest, judged.median]).toEqual([
      counts.length,
      (counts[0] ?? 0) / HOUR_SECONDS,
      (counts[Math.floor(counts.length / 2)] ?? 0) / HOUR_SECONDS,
    ]);
  }
  expect((await ask(tier, [answer.models[0]?.region ?? ""])).models).toEqual(
    answer.models.filter(({ region }) => region === answer.models[0]?.region),
  );
});

test("an outage, a slow hour, other tiers and what is older than the week are no healthy traffic", async () => {
  const tier = "healthy";
  const random = seededRandom(9);
  const hourOf = (iso: string, count: number, overrides: (at: number) => Partial<Parameters<typeof anAttempt>[0]>) =>
    Array.from({ length: count }, (_, index) =>
      anAttempt({
        tier,
        startedAtUs: at(iso) + index * 1_000_000,
        streamed: true,
        ttftUs: 200_000 + Math.floor(random() * 100_000),
        durationUs: 1_000_000,
        ...overrides(index),
      }),
    );
  await givenAttempts(database.sql, [
    ...Array.from({ length: 10 }, (_, hour) =>
      hourOf(`2026-03-08T0${hour}:00:00Z`, 400, (index) => ({
        outcome: index === 7 ? ("timeout" as const) : ("ok" as const),
        ...(index % 100 === 1 && { ttftUs: 900_000 }),
      })),
    ).flat(),
    ...hourOf("2026-03-08T10:00:00Z", 400, (index) => ({ outcome: index % 10 === 0 ? "server_error" : "ok" })),
    ...hourOf("2026-03-08T11:00:00Z", 400, () => ({ ttftUs: 3_000_000 })),
    ...hourOf("2026-03-01T11:00:00Z", 400, () => ({ outcome: "server_error" })),
    ...hourOf("2026-03-08T12:00:00Z", 400, () => ({ outcome: "server_error", tier: "other" })),
    ...hourOf("2026-03-08T13:00:00Z", 5, () => ({ outcome: "client_error" })),
  ]);

  const { models } = await ask(tier);

  expect(models).toMatchObject([
    {
      model: "deepseek-v4-flash",
      hours: 12,
      healthy_hours: 10,
      judged_per_second: { median: 400 / HOUR_SECONDS, quietest: 400 / HOUR_SECONDS },
      healthy: { judged: 4_000, failures: 10, error_rate: 0.0025, ttft_ms: { n: 3_990 }, duration_ms: { n: 3_990 } },
    },
  ]);
  expect(shareAbove({ points: models[0]?.healthy.ttft_ms.points ?? [] }, 800)).toBeCloseTo(40 / 3_990, 3);
  expect(shareAbove({ points: models[0]?.healthy.ttft_ms.points ?? [] }, 1_000)).toBe(0);
});

test("a tier that has only begun is told by the hour that is filling, and nothing by nothing", async () => {
  await givenAttempts(
    database.sql,
    Array.from({ length: 1_800 }, (_, second) =>
      anAttempt({ tier: "new", startedAtUs: at("2026-03-09T04:00:00Z") + second * 1_000_000 }),
    ),
  );

  const { models } = await ask("new");

  expect(models).toMatchObject([{ hours: 1, judged_per_second: { median: 1, quietest: 1 } }]);
  expect(models[0]?.healthy.ttft_ms).toEqual({ n: 0, points: [] });
  expect((await ask("never seen")).models).toEqual([]);
});
