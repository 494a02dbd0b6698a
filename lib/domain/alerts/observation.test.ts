import fc from "fast-check";
import { expect, test } from "vitest";
import { describeLabels, mergeSeries, nearestSeries, type Observation, seriesKeyOf } from "./observation";

const anObservation = fc.record({
  labels: fc.record({ model: fc.constantFrom("a", "b", "c", "d", "e") }),
  occurrence: fc.option(fc.nat(1), { nil: undefined }),
  verdict: fc.constantFrom("ok" as const, "unmeasured" as const, "breached" as const),
  share: fc.nat(20),
  eventIds: fc.array(fc.nat(5), { maxLength: 2 }),
});
const observation = ({
  occurrence,
  ...one
}: Pick<Observation, "labels" | "occurrence" | "verdict" | "share">): Observation => ({
  ...{ summary: "", value: null, threshold: null },
  ...(occurrence !== undefined && { occurrence }),
  ...one,
});
const someObservations = fc.array(anObservation.map(observation), { maxLength: 30 });
const keyOf = ({ labels, occurrence }: Observation) => seriesKeyOf(labels, occurrence);

test("equal labels are one series for each occurrence of them, whose worst verdict wins and whose events all go with it", () => {
  fc.assert(
    fc.property(someObservations, (all) => {
      const merged = mergeSeries(all);
      expect(merged.map(keyOf)).toEqual([...new Set(all.map(keyOf))]);
      for (const one of merged) {
        const own = all.filter((other) => keyOf(other) === keyOf(one));
        const worst = (["breached", "unmeasured", "ok"] as const).find((name) =>
          own.some(({ verdict }) => verdict === name),
        );
        expect(one.verdict).toBe(worst);
        const alike = own.filter(({ verdict }) => verdict === worst);
        expect(one.share).toBe(Math.max(...alike.map(({ share }) => share)));
        expect(new Set(one.eventIds ?? [])).toEqual(new Set(own.flatMap(({ eventIds = [] }) => eventIds)));
      }
    }),
  );
});

test("an open series is never cut, and no other one that is left out is nearer to its limit", () => {
  const keys = ["a", "b", "c", "d", "e"].flatMap((model) => [seriesKeyOf({ model }), seriesKeyOf({ model }, 1)]);
  fc.assert(
    fc.property(someObservations, fc.subarray(keys), fc.nat(6), (all, openKeys, max) => {
      const open = new Set(openKeys);
      const left = nearestSeries(all, { max, open });
      const cut = mergeSeries(all).filter((one) => !left.some((other) => keyOf(other) === keyOf(one)));
      expect(cut.filter((one) => open.has(keyOf(one)))).toEqual([]);
      const closed = left.filter((one) => !open.has(keyOf(one)));
      expect(closed.length).toBeLessThanOrEqual(max);
      if (cut.length > 0) expect(left.length).toBeGreaterThanOrEqual(max);
      const nearest = Math.max(0, ...cut.map(({ share }) => share));
      for (const { share } of closed) expect(share).toBeGreaterThanOrEqual(nearest);
    }),
  );
});

test("labels are read by their values, and what was detected in words", () => {
  expect(describeLabels({ model: "a", region: "eu" })).toBe("a · eu");
  expect(describeLabels({ change: "regression", model: "regression" })).toBe("slowdown · regression");
  expect(describeLabels({ change: "swap", model: "a" })).toBe("model change · a");
  expect(describeLabels({ change: "toString" })).toBe("toString");
});
