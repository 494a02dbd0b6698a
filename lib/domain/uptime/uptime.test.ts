import fc from "fast-check";
import { expect, test } from "vitest";
import type { OutcomeCounts } from "../outcome";
import { downMinutesOf, quarterMasks } from "./quarter-masks";
import {
  coverage,
  errorRate,
  findIncidents,
  floorPercent,
  isMinuteDown,
  minuteUptime,
  requestUptime,
  userSuccess,
} from "./uptime";

function counts(overrides: Partial<OutcomeCounts> = {}): OutcomeCounts {
  return {
    ok: 0,
    rate_limited: 0,
    server_error: 0,
    timeout: 0,
    client_error: 0,
    cancelled: 0,
    refused: 0,
    ...overrides,
  };
}
const down = (minute: number, judged = 5, failed = judged) => ({ minute, judged, failed });

test("client errors and cancellations are in no denominator", () => {
  const mixed = counts({ ok: 90, rate_limited: 4, server_error: 3, timeout: 3, client_error: 500, cancelled: 500 });
  expect([errorRate(mixed), requestUptime(mixed)]).toEqual([0.1, 0.9]);
  expect([errorRate(counts({ client_error: 9 })), requestUptime(counts({ cancelled: 9 }))]).toEqual([null, null]);
});

test("a 429 that does not count is neither up nor down, yet stays an error", () => {
  const limited = counts({ ok: 1, rate_limited: 3 });
  expect([requestUptime(limited, false), requestUptime(limited), errorRate(limited)]).toEqual([1, 0.25, 0.75]);
  expect(requestUptime(counts({ rate_limited: 3 }), false)).toBeNull();
});

test("success as callers saw it counts final attempts, unknown of none", () => {
  expect([userSuccess({ ok: 3, failed: 1 }), userSuccess({ ok: 0, failed: 0 })]).toEqual([0.75, null]);
});

test("a minute is down when more than half failed, not at half", () => {
  expect([isMinuteDown(1, 1), isMinuteDown(1, 2), isMinuteDown(0, 1), isMinuteDown(0, 0)]).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test("minutes without traffic are neither measured nor down", () => {
  const minutes = [{ ok: 5, failed: 0 }, undefined, { ok: 0, failed: 0 }, { ok: 2, failed: 3 }, { ok: 2, failed: 2 }];
  expect(quarterMasks(minutes)).toEqual({ measuredMask: 0b11001, downMask: 0b01000, downJudged: [5], downFailed: [3] });
});

test("masks read back every down minute with its counts", () => {
  const minute = fc.record({ ok: fc.nat(5), failed: fc.nat(5) });
  fc.assert(
    fc.property(fc.array(minute, { minLength: 15, maxLength: 15 }), (minutes) => {
      const masks = quarterMasks(minutes);
      const expected = minutes.flatMap(({ ok, failed }, index) =>
        isMinuteDown(ok, failed) ? [{ minute: 1_500 + index, judged: ok + failed, failed }] : [],
      );
      expect(downMinutesOf(1_500, masks)).toEqual(expected);
      const measured = minutes.flatMap(({ ok, failed }, index) => (ok + failed > 0 ? [1 << index] : []));
      expect(masks.measuredMask).toBe(measured.reduce((mask, bit) => mask | bit, 0));
    }),
  );
});

test("a gap of five minutes is bridged, one of six is not", () => {
  expect(findIncidents([down(100), down(106)])).toEqual([{ from: 100, to: 107, minutes: 2, judged: 10, failed: 10 }]);
  expect(findIncidents([down(100), down(107)])).toHaveLength(2);
});

test("an incident lasts to the end of its last down minute", () => {
  expect(findIncidents([down(100, 9, 7)])).toEqual([{ from: 100, to: 101, minutes: 1, judged: 9, failed: 7 }]);
});

test("fewer than five counted attempts are no incident, however many minutes", () => {
  expect(findIncidents([down(1, 1), down(2, 1), down(3, 2)])).toEqual([]);
  expect(findIncidents([down(1, 1), down(2, 1), down(3, 3)])).toHaveLength(1);
});

test("incidents hold every down minute of a busy group once, and lie more than five minutes apart", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(300), { minLength: 1 }), (minutes) => {
      const sorted = minutes.toSorted((a, b) => a - b);
      const incidents = findIncidents(sorted.map((minute) => down(minute)));
      expect(incidents.reduce((sum, incident) => sum + incident.minutes, 0)).toBe(sorted.length);
      for (const [index, incident] of incidents.entries()) {
        expect(sorted).toContain(incident.from);
        expect(sorted).toContain(incident.to - 1);
        const next = incidents[index + 1];
        if (next) expect(next.from - incident.to).toBeGreaterThan(5);
      }
    }),
  );
});

test("unmeasured time is not uptime and not downtime", () => {
  expect([minuteUptime({ measured: 10, down: 1 }), minuteUptime({ measured: 0, down: 0 })]).toEqual([0.9, null]);
  expect([coverage(30, 2, 60), coverage(0, 0, 60), coverage(0, 2, 0)]).toEqual([0.25, null, null]);
});

test("a percentage of uptime is rounded down and below 1 never reads 100", () => {
  expect([floorPercent(0.99997), floorPercent(1), floorPercent(0.29), floorPercent(0.9995, 1)]).toEqual([
    99.99, 100, 29, 99.9,
  ]);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(4), (ratio, decimals) => {
      expect(floorPercent(ratio, decimals)).toBeLessThan(100);
      expect(floorPercent(ratio, decimals)).toBeLessThanOrEqual(ratio * 100 + 1e-9);
    }),
  );
});
