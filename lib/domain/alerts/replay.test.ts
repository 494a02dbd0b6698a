import fc from "fast-check";
import { expect, test } from "vitest";
import { sketchFromValues } from "../sketch/sketch";
import type { BlockSamples } from "../sketch/summarize-blocks";
import { summarizeBlocks } from "../sketch/summarize-blocks";
import { PERCENTILES, SHARE_OF } from "../sketch/summary";
import type { MinuteSpan } from "../time/segments";
import { ABOVE_NAMES, aboveCounts, isPercentileAbove } from "./above-counts";
import { type AlertStatus, stepAlert, type Verdict } from "./alert-state";
import { burnVerdict, judgeBurn } from "./burn-rate";
import { judgeErrorRate } from "./judge-traffic";
import { type Firing, replayAlert } from "./replay-alert";
import { heldVerdicts } from "./replay-held";
import { spendVerdicts } from "./replay-spend";
import { byMinuteFrom, replayTicks } from "./replay-ticks";
import { replayVerdicts } from "./replay-verdicts";

/** Quarter hours and then minutes, and what was counted in each of some of them. */
const recorded = fc
  .record({ quarters: fc.integer({ min: 0, max: 12 }), minutes: fc.integer({ min: 0, max: 120 }) })
  .filter(({ quarters, minutes }) => quarters + minutes > 0)
  .chain(({ quarters, minutes }) => {
    const coarse = Array.from({ length: quarters }, (_, index) => ({ from: 15 * index, to: 15 * index + 15 }));
    const fine = Array.from({ length: minutes }, (_, index) => 15 * quarters + index);
    const spans: MinuteSpan[] = [...coarse, ...fine.map((from) => ({ from, to: from + 1 }))];
    const counts = fc.array(
      fc.record({
        bucket: fc.nat({ max: spans.length - 1 }),
        counts: fc.record({ ok: fc.nat({ max: 30 }), failed: fc.nat({ max: 12 }) }),
      }),
      { maxLength: 60 },
    );
    return fc.record({ spans: fc.constant(spans), counts });
  });
type Counted = { bucket: number; counts: { ok: number; failed: number } };

/** What was counted in [from, to), span by span. */
const within = (spans: readonly MinuteSpan[], counts: readonly Counted[], from: number, to: number) => {
  const own = counts.filter(({ bucket }) => {
    const span = spans[bucket];
    return span !== undefined && span.from >= from && span.to <= to;
  });
  return {
    ok: own.reduce((sum, { counts: { ok } }) => sum + ok, 0),
    failed: own.reduce((sum, { counts: { failed } }) => sum + failed, 0),
  };
};

/** The alert looked at minute by minute, with nothing skipped. */
const loop = (minutes: readonly number[], verdictAt: (tick: number) => Verdict, forMinutes: number): Firing[] => {
  const firings: Firing[] = [];
  let status: AlertStatus | null = null;
  const verdicts = minutes.map((_, tick) => verdictAt(tick));
  for (const [tick, minute] of minutes.entries()) {
    const look = { isSilenced: false, renotifyMs: null, hasChannels: false, forMs: forMinutes * 60_000 };
    const before: AlertStatus | null = status;
    const step = stepAlert(before, { ...look, verdict: verdicts[tick] ?? "unmeasured", nowMs: minute * 60_000 });
    status = step.status;
    if (step.isChanged && status?.state === "firing" && before?.firedMs == null) {
      const isFromStart = verdicts.slice(0, tick + 1).every((verdict) => verdict === "breached");
      firings.push({ from: minute, to: null, isFromStart });
    } else if (step.isChanged && status?.state === "firing" && before?.state === "resolved") {
      firings.push({ from: minute, to: null, isFromStart: false });
    }
    const last = firings.at(-1);
    if (step.isChanged && status?.state === "resolved" && last?.to === null) last.to = minute;
  }
  return firings;
};

test("a replay of counts equals a loop that adds them up and looks at the alert at each tick", () => {
  fc.assert(
    fc.property(recorded, fc.constantFrom(5, 15, 30), fc.constantFrom(0, 1, 7), (asked, length, forMinutes) => {
      const { spans, counts } = asked;
      const ticks = replayTicks({ spans, windows: [length], from: 0 });
      const limits = { above: 0.2, minAttempts: 20 };
      const verdictAt = replayVerdicts({
        ...{ ticks, names: ["ok", "failed"], spans: counts },
        judge: (counted) => judgeErrorRate({ ok: counted("ok", length), failed: counted("failed", length) }, limits),
      });
      const bare = (tick: number) => {
        const to = ticks.minutes[tick] ?? 0;
        return judgeErrorRate(within(spans, counts, to - length, to), limits);
      };
      const expected = loop(ticks.minutes, bare, forMinutes);
      expect(replayAlert({ minutes: ticks.minutes, verdictAt, forMinutes })).toEqual(expected);
    }),
  );
});

test("a replay of burn rates judges as a look at the alert does", () => {
  const windows = [
    { longMinutes: 60, shortMinutes: 5, factor: 14.4 },
    { longMinutes: 90, shortMinutes: 30, factor: 6 },
  ];
  fc.assert(
    fc.property(recorded, fc.constantFrom(99, 99.9), (asked, targetPercent) => {
      const { spans, counts } = asked;
      const ticks = replayTicks({ spans, windows: [60, 5, 90, 30], from: 0 });
      const common = { targetPercent, minAttempts: 20, windows };
      const verdictAt = replayVerdicts({
        ...{ ticks, names: ["ok", "failed"], spans: counts },
        judge: (counted) =>
          burnVerdict({ ...common, counted: (last) => ({ ok: counted("ok", last), failed: counted("failed", last) }) }),
      });
      const bare = ticks.minutes.map(
        (to) => judgeBurn({ ...common, counted: (last) => within(spans, counts, to - last, to) }).verdict,
      );
      expect(ticks.minutes.map((_, tick) => verdictAt(tick))).toEqual(bare);
    }),
  );
});

test("whether a percentile is above a limit is known by counts alone, as its merged samples show it", () => {
  const block = fc.array(fc.integer({ min: 0, max: 4_000_000 }), { minLength: 1, maxLength: 12 });
  const limits = fc.oneof(fc.integer({ min: 0, max: 4_000_000 }), fc.integer({ min: 0, max: 20_000 }));
  fc.assert(
    fc.property(fc.array(block, { maxLength: 8 }), limits, fc.boolean(), (blocks, limit, isSorted) => {
      const parts = blocks.map((values, index): BlockSamples => {
        const range = { min: Math.min(...values), max: Math.max(...values) };
        const sorted = Float64Array.from(values).sort();
        return { block: index, range, ...(isSorted ? { sorted } : { pairs: sketchFromValues(values).pairs() }) };
      });
      const counts = parts.map((part) => aboveCounts(part, limit));
      const total = { n: 0, atMost: 0, withAbove: 0, withAtMost: 0 };
      for (const own of counts) for (const name of ABOVE_NAMES) total[name] += own[name];
      const summary = summarizeBlocks(parts);
      expect(total.n).toBe(summary.n);
      for (const name of PERCENTILES) {
        expect(isPercentileAbove(total, SHARE_OF[name])).toBe((summary[name] ?? 0) > limit && summary.n > 0);
      }
    }),
  );
});

test("spend of a window is added up exactly, and is unknown where nothing in it has a price", () => {
  const spans = Array.from({ length: 96 }, (_, index) => ({ from: 15 * index, to: 15 * index + 15 }));
  const ticks = replayTicks({ spans, windows: [60], from: 0 });
  const costs = [
    { bucket: 4, costPico: 9_007_199_254_740_993n },
    { bucket: 7, costPico: 1n },
  ];
  const limitPico = 9_007_199_254_740_993n;
  const verdictAt = spendVerdicts({ ticks, windowMinutes: 60, limitPico, spans: costs });
  const at = (minute: number) => verdictAt(ticks.minutes.indexOf(minute));

  expect([at(60), at(75), at(120), at(135), at(180)]).toEqual(["unmeasured", "ok", "breached", "ok", "unmeasured"]);
});

test("a window that no span begins with is not judged, and from when on every minute is judged is told", () => {
  const spans = [
    { from: 0, to: 15 },
    { from: 15, to: 30 },
    ...Array.from({ length: 30 }, (_, index) => ({ from: 30 + index, to: 31 + index })),
  ];
  const short = replayTicks({ spans, windows: [5], from: 0 });
  expect([short.minutes[0], byMinuteFrom(short)]).toEqual([35, 35]);
  const long = replayTicks({ spans, windows: [15], from: 0 });
  expect(long.minutes.slice(0, 4)).toEqual([15, 30, 45, 46]);
  expect(byMinuteFrom(long)).toBe(45);
  expect(byMinuteFrom(replayTicks({ spans: spans.slice(0, 2), windows: [15], from: 0 }))).toBeNull();
});

test("what held from a moment to another fires once it held long enough, and until the other", () => {
  const minutes = Array.from({ length: 100 }, (_, index) => index);
  const verdictAt = heldVerdicts(minutes, [
    { from: 10, to: 40 },
    { from: 60, to: 64 },
    { from: 90, to: 200 },
  ]);

  expect(replayAlert({ minutes, verdictAt, forMinutes: 5 })).toEqual([
    { from: 15, to: 40, isFromStart: false },
    { from: 95, to: null, isFromStart: false },
  ]);
  expect(replayAlert({ minutes, verdictAt: heldVerdicts(minutes, [{ from: 0, to: 3 }]), forMinutes: 0 })).toEqual([
    { from: 0, to: 3, isFromStart: true },
  ]);
});
