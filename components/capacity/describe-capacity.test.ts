import { expect, test } from "vitest";
import type { Capacity } from "@/lib/contract/capacity";
import type { BreakEvenAnswer } from "@/lib/contract/capacity-use";
import {
  describeBreakEven,
  describeCommitment,
  describeMonth,
  describeServed,
  describeTerms,
} from "./describe-capacity";
import { capacityProblems, discountProblems, emptyCapacity, emptyDiscount, fieldProblems } from "./drafts";

const CAPACITY: Capacity = {
  ...{ id: 1, name: "PTU", provider: "azure", models: ["gpt-4o*"], region: null, kind: "ptu_hour", units: 50 },
  ...{ amount: "1", currency: "USD", zone: "UTC", tokens_per_unit: 2_500_000, standing: "list", valid_to: null },
  ...{ valid_from: "2026-12-01T00:00:00Z", created_at: "2026-11-30T00:00:00Z", created_by: "x", reason: "y" },
};
const FOUND: BreakEvenAnswer = {
  ...{ hours: 100, busy_hours: 21, busy_share: 0.21, pays_from_share: 0.34, utilisation: null, pays: false },
  ...{ utilisation_pays_from: null, spilled_usd: "0", priced_share: 1 },
  month: { token_usd: "7665", capacity_usd: "12410", difference_usd: "4745" },
};
const NOW = new Date("2026-11-30T10:20:00Z");

test("a break-even reads as a share of reserved hours and the one from which it pays", () => {
  expect(describeBreakEven(FOUND)).toEqual({ text: "Busy 21 % of reserved hours, pays from 34 %", tone: "warn" });
  expect(describeMonth(FOUND)).toBe("$7,665.00 a month by the token, $12,410.00 as capacity: $4,745.00 more");
  const close = { ...FOUND, busy_share: 0.339, pays_from_share: 0.331, pays: true };
  expect(describeBreakEven(close)).toEqual({ text: "Busy 33 % of reserved hours, pays from 34 %", tone: "good" });
  expect(describeBreakEven({ ...FOUND, pays_from_share: 3.3 }).text).toMatch(/does not pay even if all hours/);
  expect(describeBreakEven({ ...FOUND, busy_hours: 0, busy_share: 0, pays_from_share: null }).text).toMatch(/not used/);
  expect(describeBreakEven(null).tone).toBe("neutral");
});

test("terms say how many, at what price and of what", () => {
  expect(describeTerms(CAPACITY)).toBe("50 PTU at $1.00 an hour each; one takes 2.5M tokens an hour");
  expect(describeTerms({ ...CAPACITY, kind: "plan_month", currency: "CNY", tokens_per_unit: null, units: 2 })).toBe(
    "2 plans at 1 CNY a month each",
  );
  expect(describeServed({ ...CAPACITY, region: "eu-*" })).toBe("azure · gpt-4o* · eu-*");
  expect(describeServed({ provider: "openai", models: [] })).toBe("openai · every model");
});

test("a commitment says what would be paid unused, and what comes back", () => {
  const standing = {
    ...{ discount_id: 1, from: "", to: "", commit_usd: "100", spent_usd: "20", priced_share: 1, projected_usd: "60" },
    ...{ shortfall_usd: "40", rebate_usd: null },
  };
  expect(describeCommitment(standing)).toEqual({
    ...{ text: "At this rate $60.00 of $100.00: $40.00 would be paid unused", tone: "warn" },
  });
  expect(describeCommitment({ ...standing, projected_usd: "150", shortfall_usd: "0", rebate_usd: "5" }).text).toBe(
    "At this rate $150.00 of $100.00, $5.00 comes back",
  );
  expect(describeCommitment({ ...standing, projected_usd: null, shortfall_usd: null }).text).toMatch(/early/);
});

test("a form says at its field what is missing or wrong, and of the API's refusal too", () => {
  const capacity = { ...emptyCapacity("UTC", NOW), name: "PTU", provider: "azure", amount: "-1", reason: "test" };
  expect(capacity.valid_from).toBe("2026-11-30T11:00");
  expect(capacityProblems(capacity)).toEqual({ amount: "Must not be negative" });
  expect(capacityProblems({ ...capacity, amount: "1", valid_from: "2026-11-30T11:30", units: "" })).toMatchObject({
    ...{ valid_from: expect.stringMatching(/whole hour/), units: "Required" },
  });
  const discount = { ...emptyDiscount(NOW), name: "EDP", provider: "openai", percent: "100", reason: "test" };
  expect(Object.keys(discountProblems(discount))).toEqual(["percent"]);
  expect(discountProblems({ ...discount, percent: "12", commit: "year" })).toEqual({ commit_amount: "Required" });
  expect(discountProblems({ ...discount, percent: "12", commit: "year", commit_amount: "100,000" })).toEqual({});
  expect(fieldProblems({ models: ["Shared"] }, { ...capacity, models: "gpt-4*" })).toEqual({ models: "Shared" });
});
