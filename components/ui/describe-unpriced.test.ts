import { expect, test } from "vitest";
import { UNPRICED_REASONS } from "@/lib/domain/unpriced";
import { describeUnpriced } from "./describe-unpriced";

const row = { reason: "before_price", last_at: "2026-03-02T00:00:00Z", priced_from: "2026-03-03T00:00:00Z" } as const;

test("each reason reads differently", () => {
  const texts = UNPRICED_REASONS.map((reason) => describeUnpriced({ ...row, reason }, "UTC"));
  expect(new Set(texts).size).toBe(UNPRICED_REASONS.length);
});

test("a price that came later says from when on, in the report zone, and whether it was valid already", () => {
  expect(describeUnpriced(row, "Asia/Shanghai")).toBe(
    "Started before the price, which is valid from 2026-03-03 08:00 UTC+08:00",
  );
  expect(describeUnpriced({ ...row, priced_from: "2026-03-01T00:00:00Z" }, "UTC")).toBe(
    "Stored before the price was known, which is valid from 2026-03-01 00:00 UTC",
  );
});
