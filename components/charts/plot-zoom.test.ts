import { expect, test } from "vitest";
import { spanOfBuckets } from "./plot-zoom";

const rows = [0, 10, 20, 30].map((at) => ({ at, filling: false, values: {}, n: {} }));

test("a stretch reaches from the start of its first bucket to the end of its last, within the window", () => {
  const window = { from: 5, to: 38 };
  expect(spanOfBuckets(rows, { start: 20, end: 10 }, window)).toEqual({ from: 10, to: 30 });
  expect(spanOfBuckets(rows, { start: 10, end: 10 }, window)).toEqual({ from: 10, to: 20 });
  expect(spanOfBuckets(rows, { start: 0, end: 30 }, window)).toEqual({ from: 5, to: 38 });
});
