import { expect, test } from "vitest";
import { placeThresholds } from "./threshold-places";

const PLOT = { left: 0, right: 400, top: 0, bottom: 200 };
const along = (y: number, from: number, to: number) =>
  Array.from({ length: (to - from) / 5 }, (_, index) => ({ x: from + index * 5, y }));

test("a label stands above its line at the right, where nothing runs", () => {
  expect(placeThresholds([{ y: 100, label: "limit" }], [], PLOT)).toEqual([{ x: 396, y: 96, anchor: "end" }]);
});

test("it makes room for what is drawn there: below, or at the other end", () => {
  const [below] = placeThresholds([{ y: 100, label: "limit" }], along(92, 0, 400), PLOT);
  expect(below).toEqual({ x: 396, y: 113, anchor: "end" });
  const busy = [...along(92, 300, 400), ...along(108, 300, 400)];
  expect(placeThresholds([{ y: 100, label: "limit" }], busy, PLOT)[0]?.anchor).toBe("start");
});

test("none stands outside the plot, nor on another", () => {
  const [top] = placeThresholds([{ y: 2, label: "limit" }], [], PLOT);
  expect(top?.y).toBeGreaterThan(2);
  const two = placeThresholds(
    ["a limit", "another limit"].map((label) => ({ y: 100, label })),
    [],
    PLOT,
  );
  expect(new Set(two.map((place) => `${place.anchor}${place.y}`)).size).toBe(2);
});
