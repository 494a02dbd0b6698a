import { expect, test } from "vitest";
import { studentCdf, studentQuantile } from "./student-t";

// Abramowitz and Stegun, table 26.10.
test.each([
  [1, 0.9, 3.078],
  [1, 0.975, 12.706],
  [2, 0.975, 4.303],
  [5, 0.9, 1.476],
  [10, 0.975, 2.228],
  [29, 0.995, 2.756],
  [120, 0.975, 1.98],
])("of %i degrees of freedom, %d lie below %d", (dof, share, t) => {
  expect(studentQuantile(share, dof)).toBeCloseTo(t, 2);
  expect(studentCdf(t, dof)).toBeCloseTo(share, 3);
  expect(studentCdf(-t, dof)).toBeCloseTo(1 - share, 3);
});

test("half lies on either side of 0", () => {
  for (const dof of [1, 2, 7, 30]) expect(studentCdf(0, dof)).toBe(0.5);
});
