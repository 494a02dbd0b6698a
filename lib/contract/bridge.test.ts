import { expect, test } from "vitest";
import { bridgeQuerySchema } from "./bridge";

const fieldsOf = (query: object) => bridgeQuerySchema.safeParse(query).error?.issues.map(({ path }) => path.join("."));
const MARCH = { from: "2026-03-01T00:00:00Z", to: "2026-04-01T00:00:00Z" };

test("the period that is compared with is given whole and in order, or not at all", () => {
  expect(fieldsOf(MARCH)).toBeUndefined();
  expect(fieldsOf({ window: "last_month", tz: "Asia/Shanghai" })).toBeUndefined();
  expect(fieldsOf({ ...MARCH, against_from: MARCH.from, against_to: MARCH.to })).toBeUndefined();
  expect(fieldsOf({ ...MARCH, against_from: MARCH.from })).toEqual(["against_to"]);
  expect(fieldsOf({ ...MARCH, against_to: MARCH.to })).toEqual(["against_from"]);
  expect(fieldsOf({ ...MARCH, against_from: MARCH.to, against_to: MARCH.from })).toEqual(["against_to"]);
  expect(fieldsOf({ window: "7d", ...MARCH, tz: "Mars/Olympus" })).toContain("tz");
});
