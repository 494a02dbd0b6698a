import fc from "fast-check";
import { expect, test } from "vitest";
import type { BreakerStatus } from "../../breaker/breaker";
import { failoverSpans, type Transition } from "./failover-spans";

const PLACE = { tier: "premium", region: "eu", model: "m" };
const moved = (atUs: number, from: BreakerStatus, to: BreakerStatus): Transition => ({
  ...PLACE,
  ...{ atUs, from, to, reason: to === "closed" ? "recovered" : to === "half_open" ? "cooldown" : "error_rate" },
});
const WINDOW = { fromUs: 100, toUs: 200 };

test("a span lasts from the opening to the closing, probes between them included", () => {
  const spans = failoverSpans(
    [
      ...[moved(110, "closed", "open"), moved(120, "open", "half_open"), moved(125, "half_open", "open")],
      ...[moved(130, "open", "half_open"), moved(140, "half_open", "closed")],
    ],
    WINDOW,
  );

  expect(spans).toEqual([
    {
      ...{ ...PLACE, fromUs: 110, toUs: 140, reason: "error_rate", reopened: 1 },
      open: [
        { fromUs: 110, toUs: 120 },
        { fromUs: 125, toUs: 130 },
      ],
    },
  ]);
});

test("one that began before the window is there with its own beginning, one that ended before it is not", () => {
  expect(failoverSpans([moved(40, "closed", "open"), moved(60, "open", "half_open")], WINDOW)).toMatchObject([
    { fromUs: 40, toUs: null, reason: "error_rate", reopened: null, open: [] },
  ]);
  // Those before the window may be the first and the last of many.
  const probed = [moved(40, "closed", "open"), moved(110, "half_open", "open"), moved(120, "half_open", "closed")];
  expect(failoverSpans(probed, WINDOW)).toMatchObject([{ fromUs: 40, toUs: 120, reopened: null }]);
  expect(failoverSpans([moved(40, "closed", "open"), moved(100, "half_open", "closed")], WINDOW)).toEqual([]);
});

test("where the opening is not known, it begins with what is", () => {
  expect(failoverSpans([moved(110, "open", "half_open")], WINDOW)).toMatchObject([
    { fromUs: 110, reason: null, reopened: null },
  ]);
  expect(failoverSpans([moved(110, "half_open", "closed")], WINDOW)).toEqual([]);
});

test("each place has its own spans, which never overlap and lie where its breaker was not closed", () => {
  const next: Record<BreakerStatus, BreakerStatus[]> = {
    closed: ["open"],
    open: ["half_open"],
    half_open: ["open", "closed"],
  };
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom("eu", "us"), fc.nat(1), fc.integer({ min: 1, max: 9 }))), (steps) => {
      const state: Record<string, BreakerStatus> = { eu: "closed", us: "closed" };
      let at = 50;
      const transitions = steps.map(([region, pick, gap]): Transition => {
        const from = state[region] ?? "closed";
        const to = next[from][pick % next[from].length] ?? "open";
        state[region] = to;
        at += gap;
        return { ...moved(at, from, to), region };
      });
      const spans = failoverSpans(transitions, WINDOW);
      for (const region of ["eu", "us"]) {
        const own = spans.filter((span) => span.region === region);
        for (const [place, span] of own.entries()) {
          expect(span.fromUs).toBeLessThan(span.toUs ?? Number.POSITIVE_INFINITY);
          expect(span.toUs ?? 200).toBeGreaterThan(100);
          expect(own[place - 1]?.toUs ?? 0).toBeLessThanOrEqual(span.fromUs);
        }
        for (let moment = 100; moment < 200; moment++) {
          const last = transitions.findLast((one) => one.region === region && one.atUs <= moment);
          const isOut = own.some(({ fromUs, toUs }) => fromUs <= moment && moment < (toUs ?? 200));
          expect(isOut).toBe(last !== undefined && last.to !== "closed");
          const open = own.flatMap((span) => span.open);
          const isOpen = open.filter(({ fromUs, toUs }) => fromUs <= moment && moment < (toUs ?? 200)).length;
          expect(isOpen).toBe(last?.to === "open" ? 1 : 0);
        }
      }
    }),
  );
});
