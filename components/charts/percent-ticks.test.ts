import { expect, test } from "vitest";
import { axisTicks } from "./axis-ticks";
import { percentTickFormat } from "./percent-ticks";

test.each([
  [1, ["0\u00a0%", "25\u00a0%", "50\u00a0%", "75\u00a0%", "100\u00a0%"]],
  [0.01, ["0.00\u00a0%", "0.25\u00a0%", "0.50\u00a0%", "0.75\u00a0%", "1.00\u00a0%"]],
  [0.02, ["0.0\u00a0%", "0.5\u00a0%", "1.0\u00a0%", "1.5\u00a0%", "2.0\u00a0%"]],
])("an axis to %d is written as short as its steps allow", (max, labels) => {
  const ticks = axisTicks(max);
  expect(ticks.map(percentTickFormat(ticks))).toEqual(labels);
});
