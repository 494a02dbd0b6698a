import { expect, test } from "vitest";
import { prepareRetirements } from "./prepare-retirements";

const fact = (provider: string, retires_on: string | null) => ({
  ...{ model: "m", provider, retires_on, replaced_by: "m2", source: null },
});

test("each provider's end is there, the next first, with what is lost where that is known", () => {
  const needed = { ...fact("b", "2026-12-01"), retires_on: "2026-12-01", days_left: 1, attempts: 12, roles: [] };
  const known = { as_of: "2026-11-30T23:00:00Z", retirements: [needed, { ...needed, model: "other" }] };

  expect(prepareRetirements([fact("a", "2027-11-30"), fact("b", "2026-12-01"), fact("c", null)], known)).toEqual([
    needed,
    { ...fact("a", "2027-11-30"), days_left: 365 },
  ]);
  expect(prepareRetirements([fact("a", "2026-11-30")], known)[0]?.days_left).toBe(0);
});
