import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "../time/units";
import { findRegression, SETTLED_MS } from "./find-regression";
import { thresholdFor } from "./page-test";
import { simulateHours } from "./testing/simulated-hours";

const START = Date.UTC(2026, 2, 2);
const CHANGE = START + 35 * DAY_MS;
const NEVER = Number.POSITIVE_INFINITY;
const ASKED = { threshold: thresholdFor(285), open: null, ended: [] };
const planted = (slow: { toMs: number; factor: number; ofTail?: boolean }, days = 40) =>
  simulateHours({ fromMs: START, hours: days * 24, perHour: 40, slow: { fromMs: CHANGE, ...slow } }, 7);

test("a slowdown is said with when it began, its size like for like and what it was found by", () => {
  const hours = planted({ toMs: NEVER, factor: 1.4 });
  const asOf = CHANGE + 2 * DAY_MS;
  const { state, regression, hoursToFind } = findRegression({
    ...ASKED,
    hours: hours.filter(({ hour }) => hour.getTime() < asOf),
    asOf,
    from: CHANGE,
  });

  expect(state).toBe("watched");
  expect(Object.values(hoursToFind).every((time) => time === null || time >= 3)).toBe(true);
  expect(regression?.ended).toBeNull();
  expect(Math.abs((regression?.since ?? 0) - CHANGE)).toBeLessThanOrEqual(2 * HOUR_MS);
  const rate = regression?.measures.find(({ measure }) => measure === "output_tokens_per_s");
  expect(rate?.interval[0]).toBeLessThan(1 / 1.4);
  expect(rate?.interval[1]).toBeGreaterThan(1 / 1.4);
  const length = regression?.measures.find(({ measure }) => measure === "output_tokens");
  expect(Math.abs((length?.ratio ?? 0) - 1)).toBeLessThan(0.1);
});

test("a tail that grew is found in the 95th percentile", () => {
  const hours = planted({ toMs: NEVER, factor: 1.8, ofTail: true });
  const asOf = CHANGE + 3 * DAY_MS;
  const known = hours.filter(({ hour }) => hour.getTime() < asOf);
  const { regression } = findRegression({ ...ASKED, hours: known, asOf, from: CHANGE });
  const p95 = regression?.measures.find(({ measure }) => measure === "duration_ms_p95");
  expect(p95?.isFound).toBe(true);
  expect(p95?.interval[0]).toBeLessThan(1.8);
  expect(p95?.interval[1]).toBeGreaterThan(1.6);
});

test("it is over when hours are as before, or after two weeks", () => {
  const until = CHANGE + 30 * HOUR_MS;
  const back = planted({ toMs: until, factor: 1.5 });
  const open = { since: CHANGE, foundAt: CHANGE + 4 * HOUR_MS, found: ["output_tokens_per_s" as const] };
  const asOf = CHANGE + 4 * DAY_MS;
  const known = back.filter(({ hour }) => hour.getTime() < asOf);
  const { regression } = findRegression({ ...ASKED, open, hours: known, asOf, from: asOf - DAY_MS });
  expect(regression?.ended?.reason).toBe("back");
  expect(Math.abs((regression?.ended?.at ?? 0) - until)).toBeLessThanOrEqual(2 * HOUR_MS);

  const stays = planted({ toMs: NEVER, factor: 1.5 }, 50);
  const late = CHANGE + SETTLED_MS;
  const { regression: settled } = findRegression({ ...ASKED, open, hours: stays, asOf: late, from: late - DAY_MS });
  expect(settled?.ended).toEqual({ at: late, reason: "settled" });
});

test("without a baseline it learns, without traffic it is frozen and what is open stays open", () => {
  const hours = planted({ toMs: NEVER, factor: 1 });
  const early = START + 10 * DAY_MS;
  expect(
    findRegression({ ...ASKED, hours: hours.filter(({ hour }) => hour.getTime() < early), asOf: early, from: early })
      .state,
  ).toBe("learning");

  const silentFrom = CHANGE - DAY_MS;
  const silent = hours.filter(({ hour }) => hour.getTime() < silentFrom);
  const open = { since: silentFrom - DAY_MS, foundAt: silentFrom - HOUR_MS, found: ["duration_ms" as const] };
  const frozen = findRegression({ ...ASKED, open, hours: silent, asOf: CHANGE, from: silentFrom });
  expect(frozen.state).toBe("frozen");
  // As it was: nothing is decided.
  expect(frozen.regression).toBeNull();
  const settling = { ...open, since: silentFrom - 4 * DAY_MS };
  const muchLater = findRegression({
    ...ASKED,
    open: settling,
    hours: silent,
    asOf: CHANGE + 12 * DAY_MS,
    from: CHANGE,
  });
  expect(muchLater).toMatchObject({ state: "frozen", regression: null });
});

test("days without traffic do not make a slowdown usual", () => {
  const stays = planted({ toMs: NEVER, factor: 1.5 }, 56);
  const [silentFrom, silentTo] = [CHANGE + 2 * DAY_MS, CHANGE + 14 * DAY_MS];
  const hours = stays.filter(({ hour }) => hour.getTime() < silentFrom || hour.getTime() >= silentTo);
  const open = { since: CHANGE, foundAt: CHANGE + 4 * HOUR_MS, found: ["output_tokens_per_s" as const] };
  const until = (asOf: number) => {
    const past = hours.filter(({ hour }) => hour.getTime() < asOf);
    return findRegression({ ...ASKED, open, hours: past, asOf, from: asOf - DAY_MS });
  };
  expect(until(CHANGE + 15 * DAY_MS)).toMatchObject({ state: "watched", regression: { ended: null } });
  expect(until(CHANGE + SETTLED_MS + 6 * DAY_MS).regression?.ended).toBeNull();
});
