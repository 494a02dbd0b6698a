import fc from "fast-check";
import { expect, test } from "vitest";
import { bucketAt, bucketsOf, type CursorEvent, keyTarget, moveCursor, NO_CURSOR } from "./plot-cursor";

const after = (...events: CursorEvent[]) => events.reduce(moveCursor, NO_CURSOR);

test("a press, a way and a release choose a stretch; a click chooses one bucket", () => {
  expect(after({ type: "press", at: 3 }, { type: "point", at: 7 }, { type: "release" }).chosen).toEqual({
    ...{ start: 3, end: 7 },
  });
  expect(after({ type: "press", at: 3 }, { type: "release" }).chosen).toEqual({ start: 3, end: 3 });
});

test("Shift with an arrow key draws a stretch from where reading was, without it reading goes on", () => {
  const step = (to: number, extended = true): CursorEvent => ({ type: "step", to, extends: extended });
  expect(after(step(5, false), step(6), step(7), { type: "release" }).chosen).toEqual({ start: 5, end: 7 });
  expect(after(step(5, false), step(6), step(7, false), { type: "release" }).chosen).toEqual({ start: 7, end: 7 });
});

test("Escape gives up what was chosen, then what is read; the pointer moves nothing that is chosen", () => {
  const chosen = after({ type: "press", at: 3 }, { type: "release" });
  expect(moveCursor(chosen, { type: "point", at: 9 })).toBe(chosen);
  const back = moveCursor(chosen, { type: "escape" });
  expect(back).toEqual({ at: 3, anchor: null, chosen: null });
  expect(moveCursor(back, { type: "escape" })).toEqual(NO_CURSOR);
});

test("keys lead to a bucket that there is", () => {
  const keys = fc.constantFrom("ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End");
  fc.assert(
    fc.property(keys, fc.integer({ min: 1, max: 700 }), fc.nat(), (key, count, at) => {
      const target = keyTarget(key, at % count, count);
      expect(target).toBeGreaterThanOrEqual(0);
      expect(target).toBeLessThan(count);
    }),
  );
  expect([keyTarget("a", 1, 5), keyTarget("Home", 1, 0)]).toEqual([null, null]);
});

test("what was chosen stays the same time while the clock moves a chart on, until it is gone from it", () => {
  const { chosen } = after({ type: "press", at: 20 }, { type: "point", at: 40 }, { type: "release" });
  const shownAt = (from: number) => {
    const rows = [0, 10, 20, 30, 40].map((step) => ({ at: from + step }));
    return chosen && bucketsOf({ rows, to: from + 50 }, chosen);
  };
  expect(shownAt(0)).toEqual({ start: 2, end: 4 });
  expect(shownAt(10)).toEqual({ start: 1, end: 3 });
  expect(shownAt(30)).toEqual({ start: 0, end: 1 });
  expect(shownAt(50)).toBeNull();
  expect(shownAt(-20)).toBeNull();
});

test("a stretch drawn backwards stays so, and an instant is found in the bucket it lies in", () => {
  const buckets = { rows: [0, 10, 20].map((at) => ({ at })), to: 30 };
  expect(bucketsOf(buckets, { start: 20, end: 10 })).toEqual({ start: 2, end: 1 });
  expect([-1, 0, 9, 29, 30, null].map((at) => bucketAt(buckets, at))).toEqual([null, 0, 0, 2, null, null]);
  expect(bucketAt({ ...buckets, to: 20 }, 20)).toBe(2);
});
