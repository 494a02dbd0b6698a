import { expect, test } from "vitest";
import { spanOfBuckets, zoomActions } from "./plot-zoom";

const rows = [0, 10, 20, 30].map((at) => ({ at, filling: false, values: {}, n: {} }));

test("a stretch reaches from the start of its first bucket to the end of its last, within the window", () => {
  const window = { from: 5, to: 38 };
  expect(spanOfBuckets(rows, { start: 20, end: 10 }, window)).toEqual({ from: 10, to: 30 });
  expect(spanOfBuckets(rows, { start: 10, end: 10 }, window)).toEqual({ from: 10, to: 20 });
  expect(spanOfBuckets(rows, { start: 0, end: 30 }, window)).toEqual({ from: 5, to: 38 });
});

test("a stretch is zoomed into, and its attempts are offered where there are any; one bucket alone may be too little", () => {
  const labels = (...asked: Parameters<typeof zoomActions>) => zoomActions(...asked).map(({ label }) => label);
  const [range, nothing] = [{ from: 0, to: 10 }, () => undefined];
  expect(labels({ onRange: nothing, onPoint: nothing }, range, true)).toEqual(["Zoom in", "Show attempts"]);
  expect(labels({ onRange: nothing, needsStretch: true }, range, true)).toEqual([]);
  expect(labels({ onRange: nothing, needsStretch: true }, range, false)).toEqual(["Zoom in"]);
});
