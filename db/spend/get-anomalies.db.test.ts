import { beforeAll, expect, test } from "vitest";
import type { Attempt } from "@/lib/contract/attempt";
import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import { DAY_MS, HOUR_MS } from "@/lib/domain/time/units";
import { foldDeltas } from "../rollups/fold-deltas";
import { sealMinutes } from "../rollups/seal-minutes";
import { testDatabase } from "../testing";
import { EVERYTHING_RETAINED } from "../testing/everything-retained";
import { anAttempt, givenAttempts } from "../testing/given-attempts";
import { type AnomaliesInput, getAnomalies } from "./get-anomalies";

const database = testDatabase();
const USD = 1_000_000_000_000n;
const NOW = new Date("2026-03-20T12:00:00Z");
const FROM = Date.UTC(2026, 0, 5);
const SPIKE = Date.UTC(2026, 2, 11);
const ask = (more: Partial<AnomaliesInput> = {}) =>
  getAnomalies(database.db, {
    window: { from: new Date(NOW.getTime() - 30 * DAY_MS), to: NOW },
    ...{ filters: NO_FILTERS, tz: "UTC", now: NOW, retention: EVERYTHING_RETAINED },
    ...more,
  });

beforeAll(async () => {
  const attempts: Attempt[] = [];
  for (let at = FROM; at < NOW.getTime(); at += DAY_MS) {
    const isWeekend = [0, 6].includes(new Date(at).getUTCDay());
    const wobble = BigInt((at / DAY_MS) % 5) * (USD / 10n);
    for (const [team, app, usd] of [
      ["search", "crawler", at === SPIKE ? 40n : 4n],
      ["chat", "web", isWeekend ? 2n : 10n],
    ] as const) {
      const startedAtUs = (at + 10 * HOUR_MS) * 1_000;
      attempts.push(anAttempt({ startedAtUs, team, app, costPico: usd * USD + wobble }));
    }
  }
  await givenAttempts(database.sql, attempts);
  await foldDeltas(database.sql);
  await sealMinutes(database.sql, { before: NOW });
});

test("a day that rose is found, with the names that rose and their share, and weekends are not", async () => {
  const { anomalies, ...search } = await ask();
  expect(search).toMatchObject({ from: "2026-02-18", to: "2026-03-20", days_tested: 30 });
  expect(anomalies.map(({ day }) => day)).toEqual(["2026-03-11"]);
  const [spike] = anomalies;
  expect(Number(spike?.rise_usd)).toBeGreaterThan(34);
  expect(Number(spike?.expected_high_usd)).toBeLessThan(Number(spike?.actual_usd));
  expect(spike?.chance).toBeLessThan(0.001);
  const teams = spike?.causes.find(({ dimension }) => dimension === "team")?.names;
  expect(teams?.[0]).toMatchObject({ name: "search" });
  expect(teams?.[0]?.share).toBeGreaterThan(0.95);
  expect(spike?.causes.map(({ dimension }) => dimension).sort()).toEqual(["app", "team"]);
});

test("a filter asks about its own days, and the zone's days are what is judged", async () => {
  expect((await ask({ filters: { ...NO_FILTERS, team: ["chat"] } })).anomalies).toEqual([]);
  const search = await ask({ filters: { ...NO_FILTERS, team: ["search"] }, tz: "Pacific/Auckland" });
  expect(search.anomalies.map(({ day, causes }) => [day, causes])).toEqual([["2026-03-11", []]]);
});

test("the day that is still filling is not judged, nor one with too little before it", async () => {
  const today = { from: new Date("2026-03-20T00:00:00Z"), to: NOW };
  expect(await ask({ window: today })).toMatchObject({ days_tested: 0, anomalies: [] });
  const early = { from: new Date("2026-01-05T00:00:00Z"), to: new Date("2026-01-18T00:00:00Z") };
  expect(await ask({ window: early })).toMatchObject({ days_tested: 0, anomalies: [] });
});
