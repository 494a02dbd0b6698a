import { expect, test } from "vitest";
import { verificationLines } from "./verification";

test("what was compared is a table, and each difference a line that names its cell", () => {
  const lines = verificationLines({
    tables: [
      { table: "rollup_quarter", against: "attempt", periods: 30, groups: 12_345, wrong: 0 },
      { table: "rollup_day", against: "rollup_hour", periods: 30, groups: 90, wrong: 1 },
    ],
    differences: [
      {
        table: "rollup_day",
        against: "rollup_hour",
        at: "2026-03-01T00:00Z",
        group: { model: "a", tier: null },
        column: "attempts",
        expected: "12",
        found: "13",
      },
    ],
  });

  expect(lines).toEqual([
    "table           compared with  periods    rows  wrong",
    "rollup_quarter  attempt             30  12,345      0",
    "rollup_day      rollup_hour         30      90      1",
    "rollup_day 2026-03-01T00:00Z model=a tier=none: attempts is 13, should be 12 (rollup_hour)",
  ]);
});
