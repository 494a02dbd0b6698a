import { expect, test } from "vitest";
import { describeCount, describePartial } from "./describe-attempts";

test("a count is exact where it is known, and otherwise more than what is shown", () => {
  expect(describeCount({ total: 2_000_000, shown: 100, hasMore: true })).toBe("100 of 2,000,000 attempts");
  expect(describeCount({ total: null, shown: 100, hasMore: true })).toBe("more than 100 attempts");
  expect(describeCount({ total: null, shown: 7, hasMore: false })).toBe("7 attempts");
});

test("a page that ends for lack of time says how far it came", () => {
  const until = "2026-03-01T10:00:00.000Z";
  expect(describePartial({ searched_until: until, order: "desc" }, "UTC")).toContain("back to 2026-03-01 10:00");
  expect(describePartial({ searched_until: until, order: "asc" }, "UTC")).toContain("up to 2026-03-01 10:00");
  expect(describePartial({ searched_until: null, order: "desc" }, "UTC")).toContain("search on");
});
