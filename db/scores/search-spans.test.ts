import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/time/units";
import { LOOKS, nextLook } from "./next-look";
import { type SearchedScore, searchSpans } from "./search-spans";

const NOW = Date.parse("2026-03-20T12:00:00Z");
const RETAINED_FROM = new Date(NOW - 46 * DAY_MS);
const context = { now: new Date(NOW), retainedFrom: RETAINED_FROM };

const scores = fc
  .array(
    fc.record({
      at: fc.option(fc.integer({ min: -60 * DAY_MS, max: DAY_MS }).map((ms) => new Date(NOW + ms))),
      receivedAt: fc.integer({ min: -DAY_MS, max: 0 }).map((ms) => new Date(NOW + ms)),
      reachMs: fc.constantFrom(...LOOKS.map(({ reachMs }) => reachMs)),
    }),
    { maxLength: 60 },
  )
  .map((list) => list.map((score, index): SearchedScore => ({ ...score, id: `${index}`, name: `${index}` })));

test("each score is searched for once, all around it as far as attempts are retained, and no stretch is long", () => {
  fc.assert(
    fc.property(scores, (list) => {
      const spans = searchSpans(list, context);
      const searched = spans.flatMap((span) => span.scores.map((score) => ({ span, score })));
      for (const { span, score } of searched) {
        const around = score.at ?? score.receivedAt;
        expect(span.from.getTime()).toBeLessThanOrEqual(
          Math.max(around.getTime() - score.reachMs, RETAINED_FROM.getTime()),
        );
        expect(span.to.getTime()).toBeGreaterThan(score.at ? score.at.getTime() + score.reachMs - 1 : NOW);
      }
      const gone = list.filter(({ at, reachMs }) => at && at.getTime() + reachMs <= RETAINED_FROM.getTime());
      expect(searched.map(({ score }) => score.id).sort()).toEqual(
        list
          .filter((score) => !gone.includes(score))
          .map(({ id }) => id)
          .sort(),
      );
      for (const { from, to, scores: own } of spans) {
        expect(from.getTime()).toBeGreaterThanOrEqual(RETAINED_FROM.getTime());
        if (own.length > 1) expect(to.getTime() - from.getTime()).toBeLessThanOrEqual(3 * DAY_MS);
      }
    }),
  );
});

test("looks fall on few instants that many scores share, never much too early", () => {
  const instants = fc.integer({ min: NOW, max: NOW + 30 * DAY_MS });
  fc.assert(
    fc.property(instants, fc.constantFrom(MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS), (ms, nextMs) => {
      const next = nextLook(new Date(ms), nextMs).getTime();
      expect(next % nextMs).toBe(0);
      expect(next - ms).toBeGreaterThanOrEqual(nextMs / 2);
      expect(next - ms).toBeLessThan(nextMs * 1.5);
    }),
  );
  fc.assert(
    fc.property(instants, (ms) => {
      const night = nextLook(new Date(ms), null);
      expect(night.toISOString()).toContain("T03:00:00.000Z");
      expect(night.getTime() - ms).toBeGreaterThan(0);
      expect(night.getTime() - ms).toBeLessThanOrEqual(DAY_MS);
    }),
  );
});
