import fc from "fast-check";
import { expect, test } from "vitest";
import { MINUTE_US } from "../time/units";
import { fallbackLoads } from "./fallback-load";
import { ModelLoad } from "./model-load";
import { type MinuteOfModel, TrafficRecord } from "./traffic-record";

const FROM_US = 1_772_323_200_000_000;
const FROM_MINUTE = FROM_US / MINUTE_US;

const row = fc.record({
  minute: fc.integer({ min: FROM_MINUTE, max: FROM_MINUTE + 5 }),
  model: fc.constantFrom("a", "b"),
  isOwn: fc.boolean(),
  requests: fc.integer({ min: 1, max: 9 }),
  tokens: fc.integer({ min: 0, max: 900 }),
  busyUs: fc.integer({ min: 0, max: 9 * MINUTE_US }),
  answered: fc.integer({ min: 0, max: 9 }),
  answeredUs: fc.integer({ min: 0, max: 9_000_000 }),
});
const rows = fc.uniqueArray(row, { selector: (one) => `${one.minute} ${one.model} ${one.isOwn}`, maxLength: 24 });

test("the record keeps the highest minute of a model over all tiers, however it is cut into pieces", () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 5 }), (all, cut) => {
      const record = new TrafficRecord("a");
      record.take(all.filter(({ minute }) => minute < FROM_MINUTE + cut));
      record.take(all.filter(({ minute }) => minute >= FROM_MINUTE + cut));
      for (const model of ["a", "b"]) {
        const theirs = all.filter((one) => one.model === model);
        const most = (of: (one: MinuteOfModel) => number) =>
          Math.max(
            ...theirs.map(({ minute }) => theirs.filter((one) => one.minute === minute).reduce((s, o) => s + of(o), 0)),
          );
        const highest = record.highestOf(model);
        if (theirs.length === 0) expect(highest).toBeNull();
        else {
          expect(highest?.requests.value).toBe(most((one) => one.requests));
          expect(highest?.tokens.value).toBe(most((one) => one.tokens));
          expect(highest?.concurrency.value).toBeCloseTo(most((one) => one.busyUs) / MINUTE_US, 9);
        }
        const n = theirs.reduce((sum, { answered }) => sum + answered, 0);
        const us = theirs.reduce((sum, { answeredUs }) => sum + answeredUs, 0);
        expect(record.meanDurationsUs().get(model)).toBe(n === 0 ? undefined : Math.round(us / n));
      }
    }),
  );
});

/** So many moved calls to "b" in the first minute of an outage, after so many in the highest minute ever. */
function load(moved: number, { before, limit = null }: { before: number; limit?: number | null }) {
  const limits = { requestsPerMinute: limit, tokensPerMinute: null, maxConcurrency: null };
  const load = new ModelLoad(limits, FROM_US);
  for (let nth = 0; nth < moved; nth++) {
    const call = { region: "us", model: "a", place: 0, isOwn: true, judged: true, failed: false, tokens: null };
    const at = { startUs: FROM_US + nth * 100_000, durationUs: 1_000 };
    load.ask({ ...call, ...at }, { atUs: at.startUs, durationUs: 1_000, isMoved: true });
  }
  const record = new TrafficRecord("a");
  const minute = { minute: FROM_MINUTE, model: "b", isOwn: true, tokens: 0, busyUs: 0, answered: 0, answeredUs: 0 };
  if (before > 0) record.take([{ ...minute, requests: before }]);
  const loads = new Map([["b", load]]);
  const outage = { requests: moved, answered: moved, failed: 0, leftAsRecorded: 0, loads };
  return fallbackLoads(outage, { record, limits: new Map([["b", limits]]), fromUs: FROM_US })[0];
}

test("a fallback is warned of where it passes its limit, has more than twice its most, or never had any", () => {
  expect(load(20, { before: 10 })).toMatchObject({ ratio: 2, warning: null, passed: null, withTokens: 0 });
  expect(load(21, { before: 10 })).toMatchObject({ ratio: 2.1, warning: "doubled" });
  expect(load(21, { before: 0 })).toMatchObject({ ratio: null, highest: null, warning: "unproven" });
  expect(load(21, { before: 100, limit: 15 })).toMatchObject({
    warning: "limit",
    refused: 6,
    passed: { limit: "requests_per_minute", afterSeconds: 1 },
  });
});
