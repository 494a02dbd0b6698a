import { describe, expect, test } from "vitest";
import { type BudgetDetail, type BudgetWithStatus, newBudgetSchema } from "@/lib/contract/budgets";
import { draftOf, draftProblems, emptyDraft, inputOf } from "./budget-draft";
import {
  describeAlert,
  describeCapacity,
  describeDates,
  describeScope,
  describeStanding,
  describeUnconverted,
} from "./describe-budget";
import { burnDownTable, prepareBurnDown } from "./prepare-burn-down";

const status: NonNullable<BudgetWithStatus["status"]> = {
  ...{ from: "2026-11-01T00:00:00.000Z", to: "2026-12-01T00:00:00.000Z", spent: "62", spent_share: 0.62, even: "50" },
  ...{ projected: "130", projected_share: 1.3, exhausted_on: "2026-11-24", unpriced_attempts: 0, is_exact: true },
  ...{ spent_usd: "62", capacity: null, is_capacity_shared: true },
  ...{ unconverted: { dates: [], cost_usd: "0", without_rate: [] } },
};
const budget: BudgetWithStatus = {
  ...{ id: 1, name: "Search", dimension: "team", value: "search", amount: "100", currency: "USD", period: "month" },
  ...{ tz: "UTC", owner: null, version: 1, created_at: "", created_by: "", updated_at: "", updated_by: "" },
  thresholds: [
    { percent: 80, of: "spent" },
    { percent: 100, of: "projected" },
  ],
  status,
  status_reason: null,
};

describe("in words", () => {
  const standing = (change: Partial<typeof status> | null) =>
    describeStanding({ ...budget, status: change && { ...status, ...change } });

  test("a budget says what is used and when it is used up", () => {
    expect(standing({})).toEqual({ text: "62 % used, at this rate used up on Nov 24", tone: "warn" });
    expect(standing({ exhausted_on: null, projected: "91", projected_share: 0.919 })).toEqual({
      text: "62 % used, at this rate 91 % of $100.00",
      tone: "good",
    });
    expect(standing({ spent_share: 1.24, exhausted_on: "2026-11-12" }).text).toBe("124 % used: used up on Nov 12");
    expect(standing({ spent_share: 0.001, exhausted_on: null, projected: null, projected_share: null }).text).toBe(
      "<1 % used, too early to project",
    );
    expect(standing({ spent_share: 0.999999, exhausted_on: null }).text).toContain("99 % used");
  });

  test("what is not known is not shown as nothing", () => {
    expect(describeStanding({ ...budget, status: null, status_reason: "No sums" })).toEqual({
      text: "Not known: No sums",
      tone: "neutral",
    });
  });

  test("sums are in the budget's currency, and a day without a rate is said and not read as nothing", () => {
    const yuan = { ...budget, currency: "CNY" };
    const of = (change: Partial<typeof status>) => ({ ...yuan, status: { ...status, ...change } });
    expect(describeStanding(of({ exhausted_on: null, projected: "91", projected_share: 0.919 })).text).toBe(
      "62 % used, at this rate 91 % of CNY 100.00",
    );
    expect(describeUnconverted(yuan)).toBeNull();
    const gap = of({
      unconverted: { dates: ["2026-11-08", "2026-11-09"], cost_usd: "3.2", without_rate: ["2026-11-08"] },
    });
    expect(describeStanding(gap).text).toBe("At least 62 % used, at this rate used up on Nov 24");
    expect(describeUnconverted(gap)).toContain("No rate for CNY on Nov 8: $3.20 of Nov 8 and Nov 9 is not");
  });

  test("capacity in a budget is said, and that it is in no team's", () => {
    const of = (change: Partial<typeof status>) => describeCapacity({ ...budget, status: { ...status, ...change } });
    expect(of({})).toBeNull();
    expect(of({ capacity: "12" })).toContain("Includes $12.00 of reserved capacity");
    expect(of({ is_capacity_shared: false })).toContain("not shared out by team");
  });

  test("a scope, a period and an alert are named", () => {
    expect([describeScope(budget), describeScope({ dimension: null, value: null })]).toEqual([
      "Team search",
      "All spend",
    ]);
    // A month of New York begins at 04:00 and ends at 05:00 UTC.
    const november = { from: "2026-11-01T04:00:00Z", to: "2026-12-01T05:00:00Z" };
    expect(describeDates(november, "America/New_York")).toBe("Nov 1 to Nov 30");
    const alert = { threshold: { percent: 80, of: "spent" }, amount: "100", spent: "81.5", projected: null } as const;
    const at = { id: 1, budget_id: 1, budget: "Search", at: "", tz: "UTC", currency: "USD", delivered_at: null };
    expect(describeAlert({ ...alert, ...at, ...november })).toBe("80 % spent: $81.50 of $100.00");
  });
});

describe("burn-down", () => {
  const day = (n: number, values: Pick<BudgetDetail["days"][number], "cost" | "spent" | "projected">) => ({
    ...{
      date: `2026-11-0${n}`,
      from: `2026-11-0${n}T00:00:00Z`,
      to: `2026-11-0${n + 1}T00:00:00Z`,
      even: String(n * 10),
    },
    ...values,
  });
  const detail: BudgetDetail = {
    ...budget,
    as_of: "2026-11-02T12:00:00Z",
    days: [
      day(1, { cost: "5", spent: "5", projected: null }),
      day(2, { cost: "3", spent: "8", projected: "9" }),
      day(3, { cost: null, spent: null, projected: "14" }),
    ],
    alerts: [],
  };

  test("what is spent ends now, where what is projected begins", () => {
    const { rows } = prepareBurnDown({ ...detail, status: { ...status, spent: "8", even: "15" } });

    expect(rows.map(({ values }) => values)).toEqual([
      { spent: 0, even: 0 },
      { spent: 5, even: 10 },
      { spent: 8, even: 15, projected: 8 },
      { even: 20, projected: 9 },
      { even: 30, projected: 14 },
    ]);
    expect(rows[2]?.at).toBe(Date.parse(detail.as_of));
  });

  test("without a projection there is no such line, and a day that has not begun is empty in the table", () => {
    const { rows } = prepareBurnDown({ ...detail, status: { ...status, projected: null } });

    expect(rows[2]?.values.projected).toBeNull();
    expect(burnDownTable(detail).rows.at(-1)).toEqual(["2026-11-03", null, null, 30, 14]);
  });
});

describe("the form", () => {
  test("a stored budget comes back from its draft unchanged", () => {
    expect(newBudgetSchema.parse(inputOf(draftOf(budget)))).toMatchObject({
      ...{ name: "Search", dimension: "team", value: "search", amount: 100_000_000_000_000n, period: "month" },
      thresholds: budget.thresholds,
    });
  });

  test("an untouched form says what it needs, and a filled one is good", () => {
    const empty = emptyDraft("Asia/Shanghai");
    expect(draftProblems(empty)).toEqual({ name: "Required", amount: "Required" });
    expect(draftProblems({ ...empty, dimension: "team" })).toMatchObject({ value: "Required" });
    expect(draftProblems({ ...empty, name: "All", amount: "1,250.50" })).toEqual({});
  });

  test("each problem stands at its field", () => {
    const good = { ...emptyDraft("UTC"), name: "All", amount: "10" };
    expect(draftProblems({ ...good, amount: "0" })).toEqual({ amount: "Must be more than 0" });
    expect(draftProblems({ ...good, tz: "Mars" })).toHaveProperty("tz");
    expect(draftProblems({ ...good, spent: "80, 80" })).toEqual({ spent: "Is there twice" });
    expect(draftProblems({ ...good, spent: "80", projected: "100, 2000" })).toEqual({
      projected: "Must be at most 1000",
    });
    expect(draftProblems({ ...good, spent: "eighty" })).toEqual({ spent: "Must be a number of percent" });
    expect(draftProblems({ ...good, spent: "", projected: "" })).toEqual({});
  });
});
