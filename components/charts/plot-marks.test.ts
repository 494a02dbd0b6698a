import { expect, test } from "vitest";
import { marksByBucket } from "./plot-marks";

test("a mark belongs to the bucket that it falls into, and one before all of them to none", () => {
  const rows = [10, 20].map((at) => ({ at, filling: false, values: {}, n: {} }));
  const marks = [5, 10, 19, 20, 99].map((at) => ({ at, label: String(at) }));
  const byBucket = marksByBucket(rows, marks);
  expect([...byBucket].map(([at, some]) => [at, some.map(({ label }) => label)])).toEqual([
    [10, ["10", "19"]],
    [20, ["20", "99"]],
  ]);
});
