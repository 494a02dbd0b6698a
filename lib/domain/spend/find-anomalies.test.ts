import { expect, test } from "vitest";
import { DAY_MS } from "../time/units";
import { explainRise } from "./explain-rise";
import { ANOMALY_EVIDENCE_MIN, findAnomalies } from "./find-anomalies";
import type { SpendDay } from "./spend-days";
import { simulatedDays } from "./testing/simulated-days";

const FROM = Date.UTC(2026, 0, 5);
const days = (seed: number, length: number, series = {}) =>
  simulatedDays(series, { from: FROM, to: FROM + length * DAY_MS, seed });
const raised = (series: readonly SpendDay[], at: number, percent: bigint): SpendDay[] =>
  series.map((day, index) => (index === at ? { ...day, pico: ((day.pico ?? 0n) * percent) / 100n } : day));

test("of quiet series about one in forty names any of thirty days, and one day in a thousand is named", () => {
  const RUNS = 80;
  let alarmed = 0;
  let named = 0;
  for (let seed = 1; seed <= RUNS; seed++) {
    const { anomalies, daysTested } = findAnomalies(days(seed, 86, { trend: 0.002 }), FROM + 56 * DAY_MS);
    expect(daysTested).toBe(30);
    alarmed += anomalies.length > 0 ? 1 : 0;
    named += anomalies.length;
  }
  expect(alarmed / RUNS).toBeLessThan(0.1);
  expect(named / (RUNS * 30)).toBeLessThan(0.004);
});

test("a planted rise of the noise's sixfold is found, on a weekend as on a weekday", () => {
  const RUNS = 40;
  let found = 0;
  for (let seed = 1; seed <= RUNS; seed++) {
    const at = 60 + (seed % 20);
    const { anomalies } = findAnomalies(raised(days(seed, 86), at, 170n), FROM + 56 * DAY_MS);
    found += anomalies.some(({ date }) => date === FROM + at * DAY_MS) ? 1 : 0;
  }
  expect(found / RUNS).toBeGreaterThan(0.9);
});

test("an earlier rise hides no later one, and a fall is none", () => {
  const twice = raised(raised(days(4, 80), 50, 500n), 70, 300n);
  const { anomalies } = findAnomalies(twice, FROM + 45 * DAY_MS);
  expect(anomalies.map(({ date }) => (date - FROM) / DAY_MS)).toEqual([50, 70]);
  expect(anomalies[0]?.actual).toBe(twice[50]?.pico);
  expect(findAnomalies(raised(days(4, 80), 70, 5n), FROM + 45 * DAY_MS).anomalies).toEqual([]);
});

test("nothing is named before two weeks are known, nor of a day of unknown cost", () => {
  const early = raised(days(6, ANOMALY_EVIDENCE_MIN), ANOMALY_EVIDENCE_MIN - 1, 900n);
  expect(findAnomalies(early, FROM)).toEqual({ anomalies: [], daysTested: 0 });
  const unknown = days(6, 40).map((day, index) => (index === 30 ? { ...day, pico: null } : day));
  expect(findAnomalies(unknown, FROM + 28 * DAY_MS).daysTested).toBe(11);
});

test("a steady series needs a rise that matters", () => {
  const steady = days(1, 60, { noise: 0 });
  expect(findAnomalies(raised(steady, 50, 105n), FROM + 30 * DAY_MS).anomalies).toEqual([]);
  expect(findAnomalies(raised(steady, 50, 140n), FROM + 30 * DAY_MS).anomalies).toHaveLength(1);
});

test("spend where there was none for weeks is named", () => {
  const idle = days(1, 60).map((day, index) => ({ ...day, pico: index === 50 ? 1_000_000n : 0n }));
  expect(findAnomalies(idle, FROM + 30 * DAY_MS).anomalies).toMatchObject([{ expected: 0n, actual: 1_000_000n }]);
});

test("a rise is explained by what rose, each name against its own usual day", () => {
  const before = (pico: bigint): SpendDay[] => [1, 2, 3, 4].map((week) => ({ date: FROM - week * 7 * DAY_MS, pico }));
  const { causes, surprise } = explainRise([
    { name: "search", onDay: 900n, before: before(100n) },
    { name: "chat", onDay: 700n, before: before(500n) },
    { name: "calm", onDay: 400n, before: before(400n) },
    { name: "fallen", onDay: 0n, before: before(300n) },
  ]);
  expect(causes).toEqual([
    { name: "search", actual: 900n, usual: 100n, rise: 800n, share: 0.8 },
    { name: "chat", actual: 700n, usual: 500n, rise: 200n, share: 0.2 },
  ]);
  expect(surprise).toBeCloseTo(0.8 - 100 / 1_300);
  expect(explainRise([{ name: "only", onDay: 900n, before: before(100n) }])).toMatchObject({ surprise: 0 });
  expect(explainRise([{ name: "new", onDay: 5n, before: [] }]).causes[0]).toMatchObject({ usual: 0n, share: 1 });
});
