import fc from "fast-check";
import { expect, test } from "vitest";
import { BURN_HOURS } from "../sla/burn-rate";
import { BURN_SPEEDS, BURN_WINDOWS, type BurnSpeed } from "../sla/burn-windows";
import type { Judged } from "../uptime/uptime";
import { type AlertStatus, stepAlert, type Verdict } from "./alert-state";
import { burnRateMax, judgeBurn, lowestTargetFor } from "./burn-rate";
import { describeBurn } from "./describe-measure";

const MINUTE_MS = 60_000;
const sumOf = (minutes: readonly Judged[]): Judged => ({
  ok: minutes.reduce((sum, { ok }) => sum + ok, 0),
  failed: minutes.reduce((sum, { failed }) => sum + failed, 0),
});
type Options = { target?: number; speeds?: readonly BurnSpeed[] };
const judge = (minutes: readonly Judged[], { target = 0.999, speeds = BURN_SPEEDS }: Options = {}) =>
  judgeBurn({
    ...{ targetPercent: target * 100, minAttempts: 50, windows: speeds.map((speed) => BURN_WINDOWS[speed]) },
    counted: (last) => sumOf(minutes.slice(-last)),
  });

/** The verdict at the end of every minute. */
const replay = (minutes: readonly Judged[], options?: Options): Verdict[] =>
  minutes.map((_, index) => judge(minutes.slice(Math.max(0, index + 1 - 4_320), index + 1), options).verdict);

const good = (n: number): Judged => ({ ok: n, failed: 0 });
const bad = (n: number): Judged => ({ ok: 0, failed: n });
const times = (n: number, minute: Judged) => Array.from({ length: n }, () => minute);

test("a target that failing everything burns at a factor is the lowest for it", () => {
  expect(burnRateMax(0.9)).toBeCloseTo(10, 9);
  fc.assert(
    fc.property(fc.double({ min: 1.01, max: 1_000, noNaN: true }), (factor) => {
      expect(burnRateMax(lowestTargetFor(factor))).toBeCloseTo(factor, 6);
    }),
  );
});

test.each([
  { speeds: ["fast"] as const, firstMinute: 0, clearAfter: 4 },
  { speeds: ["medium"] as const, firstMinute: 2, clearAfter: 29 },
  { speeds: ["slow"] as const, firstMinute: 4, clearAfter: 359 },
])("an outage of 20 minutes is seen by the $speeds pair for as long as its short window burns", (expected) => {
  const before = 4_320;
  const verdicts = replay([...times(before, good(10)), ...times(20, bad(10)), ...times(400, good(10))], expected);

  expect(verdicts.indexOf("breached") - before).toBe(expected.firstMinute);
  expect(verdicts.lastIndexOf("breached") - (before + 19)).toBe(expected.clearAfter);
  expect(verdicts.slice(before + expected.firstMinute, before + 20 + expected.clearAfter)).not.toContain("ok");
});

test("an alert burns as fast as the report of the same hours says", () => {
  expect(BURN_HOURS).toEqual([1, 6, 72]);
  const minutes = times(4_320, { ok: 999, failed: 1 });
  for (const speed of BURN_SPEEDS)
    expect(judge(minutes, { speeds: [speed] }).worst).toMatchObject({ long: 1, short: 1 });
});

test("one failure among few attempts fires nothing", () => {
  expect(replay([...times(40, good(1)), bad(1), ...times(5, good(1))])).not.toContain("breached");
});

test("a short window with fewer attempts or one failure alone fires nothing, and both windows are said with their attempts", () => {
  const before = [...times(3_960, { ok: 0, failed: 0 }), good(100), bad(1)];
  const few = judge([...before, ...times(400, { ok: 0, failed: 0 }), good(45), bad(1)], { speeds: ["slow"] });
  expect(few.verdict).toBe("unmeasured");
  expect(few.worst && describeBurn(few.worst)).toBe(
    "burns 13.6 × over 3 d (2 of 147 attempts failed) and 21.7 × over 6 h (1 of 46), limit 1 ×",
  );
  const one = judge([...before, ...times(400, { ok: 0, failed: 0 }), good(60), bad(1)], { speeds: ["slow"] });
  expect(one.verdict).toBe("ok");
  const two = judge([...before, ...times(400, { ok: 0, failed: 0 }), good(60), bad(2)], { speeds: ["slow"] });
  expect(two.verdict).toBe("breached");
});

test("where traffic stops amid an outage, what fires neither ends nor begins anew", () => {
  const minutes = [...times(120, good(10)), ...times(10, bad(10)), ...times(600, good(0))];
  let status: AlertStatus | null = null;
  const states = replay(minutes).map((verdict, minute) => {
    const look = {
      verdict,
      isSilenced: false,
      nowMs: minute * MINUTE_MS,
      forMs: 0,
      renotifyMs: null,
      hasChannels: true,
    };
    status = stepAlert(status, look).status;
    return status?.state ?? null;
  });

  expect(states.slice(0, 120).every((state) => state === null)).toBe(true);
  expect(states.slice(120, 130)).not.toContain("resolved");
  expect(states.slice(130)).not.toContain("resolved");
  expect(states.at(-1)).toBe("no_data");
});

test("it is breached exactly where both windows of a pair with enough attempts burn at its factor or faster", () => {
  const minute = fc.record({ ok: fc.nat(30), failed: fc.nat(3) });
  fc.assert(
    fc.property(
      fc.array(minute, { minLength: 1, maxLength: 500 }),
      fc.constantFrom(0.9, 0.99, 0.999),
      (minutes, target) => {
        const isBreached = Object.values(BURN_WINDOWS).some(({ longMinutes, shortMinutes, factor }) => {
          const [long, short] = [sumOf(minutes.slice(-longMinutes)), sumOf(minutes.slice(-shortMinutes))];
          const burns = ({ ok, failed }: Judged) =>
            failed >= 2 && ok + failed >= 50 && failed / (ok + failed) >= factor * (1 - target) * (1 - 1e-9);
          return burns(long) && burns(short);
        });
        expect(judge(minutes, { target }).verdict === "breached").toBe(isBreached);
      },
    ),
  );
});
