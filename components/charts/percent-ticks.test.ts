import { expect, test } from "vitest";
import { axisTicks } from "./axis-ticks";
import { percentTickFormat } from "./percent-ticks";

test.each([
  [1, ["0 %", "25 %", "50 %", "75 %", "100 %"]],
  [0.01, ["0.00 %", "0.25 %", "0.50 %", "0.75 %", "1.00 %"]],
  [0.02, ["0.0 %", "0.5 %", "1.0 %", "1.5 %", "2.0 %"]],
])("an axis to %d is written as short as its steps allow", (max, labels) => {
  const ticks = axisTicks(max);
  expect(ticks.map(percentTickFormat(ticks))).toEqual(labels);
});
