import { expect, test } from "vitest";
import { heatStep, heatSteps } from "./heat-scale";

const whole = (value: number) => value.toFixed(0);

test("steps are equal, and a value has the first that it does not exceed", () => {
  const steps = heatSteps([0, 60], whole);
  expect(steps.map(({ label }) => label)).toEqual(["≤ 10", "≤ 20", "≤ 30", "≤ 40", "≤ 50"]);
  expect([0, 10, 11, 60].map((value) => heatStep(value, steps))).toEqual([0, 0, 1, 5]);
});

test("values that are all alike, or nearly, have as many steps as can be told apart", () => {
  expect(heatSteps([0, 0, 0], whole)).toEqual([{ upTo: 0, label: "≤ 0" }]);
  expect(heatSteps([0, 2], whole).map(({ label }) => label)).toEqual(["≤ 0", "≤ 1", "≤ 2"]);
});
