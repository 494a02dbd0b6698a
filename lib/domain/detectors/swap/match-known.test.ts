import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "../../time/units";
import { matchKnown } from "./match-known";

const at = (hour: number, returnedModel: string | null = null) => ({
  since: new Date(Date.UTC(2026, 2, 2) + hour * HOUR_MS),
  returnedModel,
});

test("a name is matched before a nearer date, and another name is another swap", () => {
  const [a, b, measured] = [at(0, "m-1"), at(10, "m-2"), at(30)];
  expect(matchKnown([at(9, "m-1"), at(1, "m-2")], [a, b])).toEqual([a, b]);
  expect(matchKnown([at(9, "m-3")], [a, b])).toEqual([null]);
  // What was measured has a name now.
  expect(matchKnown([at(9, "m-3")], [a, b, measured])).toEqual([measured]);
  expect(matchKnown([at(79)], [measured])).toEqual([null]);
});

test("a known swap is one of those found at most, and never one of other days", () => {
  const swaps = fc.array(
    fc.record({ hour: fc.integer({ min: 0, max: 200 }), name: fc.constantFrom(null, "m-1", "m-2") }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(swaps, swaps, (some, others) => {
      const found = some.map(({ hour, name }) => at(hour, name));
      const known = others.map(({ hour, name }) => at(hour, name));
      const matches = matchKnown(found, known);
      const used = matches.filter((one) => one !== null);
      expect(matches).toHaveLength(found.length);
      expect(new Set(used).size).toBe(used.length);
      for (const [index, match] of matches.entries()) {
        const own = found[index];
        if (match && own) expect(Math.abs(match.since.getTime() - own.since.getTime())).toBeLessThanOrEqual(2 * DAY_MS);
      }
    }),
  );
});
