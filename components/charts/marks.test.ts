import fc from "fast-check";
import { expect, test } from "vitest";
import { markSchema } from "@/lib/contract/marks";
import { clusterMarks } from "./cluster-marks";
import { countMarks, MARK_KINDS, plotMarkOf } from "./mark-kinds";

test("every kind of the interface has an entry, and a sign of its own", () => {
  const kinds = markSchema.options.map((option) => option.shape.kind.value);
  expect(Object.keys(MARK_KINDS).sort()).toEqual([...kinds].sort());
  expect(new Set(Object.values(MARK_KINDS).map(({ sign }) => sign)).size).toBe(kinds.length);
});

test("an incident lasts, and its mark says for how long", () => {
  const mark = plotMarkOf({
    ...{ kind: "incident", at: "2026-03-01T10:00:00Z", to: "2026-03-01T10:20:00Z", model: "a", provider: "b" },
    ...{ region: "eu", minutes: 12, failed: 1_234 },
  });
  expect((mark.to ?? 0) - mark.at).toBe(20 * 60_000);
  expect(mark.label).toBe("Incident: a at b in eu, 20 min, 1,234 attempts failed");
});

test("a failover says its states in words", () => {
  const place = { model: "a", region: "eu", tier: "gold" };
  const mark = plotMarkOf({
    ...{ kind: "failover", at: "2026-03-01T10:00:00Z", ...place },
    ...{ from: "half_open", to: "open" },
  });
  expect(mark.label).toBe("Failover: a in eu (gold) half-open → open");
});

test("marks are counted by kind", () => {
  const kinds = ["failover", "policy", "failover", "price", undefined] as const;
  const marks = kinds.map((kind) => (kind ? { kind } : {}));
  expect(countMarks(marks)).toBe("2 failovers, 1 policy, 1 price change, 1 more");
});

test("no mark within a plot is lost in clusters, and no two clusters touch", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 550 })), fc.integer({ min: 1, max: 40 }), (instants, gap) => {
      const placeOf = (at: number) => (at < 0 || at > 500 ? null : at);
      const clusters = clusterMarks(
        instants.map((at) => ({ at, label: String(at) })),
        placeOf,
        gap,
      );
      const within = instants.filter((at) => placeOf(at) !== null);
      expect(clusters.flatMap(({ marks }) => marks.map(({ at }) => at))).toEqual(within.sort((a, b) => a - b));
      clusters.slice(1).forEach(({ x }, index) => {
        expect(x - (clusters[index]?.x ?? 0)).toBeGreaterThanOrEqual(gap);
      });
    }),
  );
});
