import fc from "fast-check";
import { expect, test } from "vitest";
import { type CursorEvent, keyTarget, moveCursor, NO_CURSOR } from "./plot-cursor";

const after = (...events: CursorEvent[]) => events.reduce(moveCursor, NO_CURSOR);

test("a press, a way and a release choose a stretch; a click chooses one bucket", () => {
  expect(after({ type: "press", index: 3 }, { type: "point", index: 7 }, { type: "release" }).chosen).toEqual({
    ...{ start: 3, end: 7 },
  });
  expect(after({ type: "press", index: 3 }, { type: "release" }).chosen).toEqual({ start: 3, end: 3 });
});

test("Shift with an arrow key draws a stretch from where reading was, without it reading goes on", () => {
  const step = (to: number, extended = true): CursorEvent => ({ type: "step", to, extends: extended });
  expect(after(step(5, false), step(6), step(7), { type: "release" }).chosen).toEqual({ start: 5, end: 7 });
  expect(after(step(5, false), step(6), step(7, false), { type: "release" }).chosen).toEqual({ start: 7, end: 7 });
});

test("Escape gives up what was chosen, then what is read; the pointer moves nothing that is chosen", () => {
  const chosen = after({ type: "press", index: 3 }, { type: "release" });
  expect(moveCursor(chosen, { type: "point", index: 9 })).toBe(chosen);
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
