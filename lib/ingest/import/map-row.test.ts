import { expect, test } from "vitest";
import { createRowMapper } from "./map-row";

test("units are counts by name, and another tool's column of that name fills nothing", () => {
  const map = createRowMapper([], {});

  expect(map({ id: "a", units: { searches: 2 } })).toEqual({ id: "a", units: { searches: 2 } });
  expect(map({ id: "a", units: '{"images": 1}' })).toEqual({ id: "a", units: { images: 1 } });
  for (const units of ["TOKENS", "{", "12", 12, ["a"], null]) expect(map({ id: "a", units })).toEqual({ id: "a" });
});
