import { expect, test } from "vitest";
import type { ReconciliationRow } from "@/lib/contract/reconciliations";
import { describeRates, describeWhy, reasonBars, spendHref } from "./describe-reconciliation";

const row: ReconciliationRow = {
  ...{ seq: 0, period: "2026-03-08", provider: "openai", model: "gpt-4o", bucket: "input", status: "unexplained" },
  bill: { tokens: 1_500_000, usd: "3.75", amounts: [], models: ["gpt-4o"], tiers: [], lines: 1 },
  own: { tokens: 1_000_000, priced_tokens: 1_000_000, usd: "2", estimated_usd: "0", price_ids: ["12"], tiers: [] },
  ...{ bill_usd: "3.75", own_usd: "2", difference_usd: "1.75", unexplained_usd: "-0.25" },
  parts: [
    { reason: "not_routed", usd: "1", tokens: 500_000 },
    { reason: "price", usd: "1", tokens: 0 },
  ],
  ...{ bill_usd_per_million: "2.5", own_usd_per_million: "2" },
};

test("a row says its reasons with their directions, and both prices with the version", () => {
  expect(describeWhy(row)).toBe("Not sent through here +$1.00 · Another price +$1.00 · Unexplained -$0.25");
  expect(describeWhy({ parts: [], unexplained_usd: "0", status: "equal" })).toBe("Nothing differs");
  expect(describeRates(row)).toBe("$2.50 billed, $2.00 here (price 12)");
});

test("bars have the reasons and then what is unexplained, the longest as long as may be", () => {
  const bars = reasonBars({ parts: row.parts, unexplained_usd: "-0.25" });
  expect(bars.map(({ key, share, isMore }) => [key, share, isMore])).toEqual([
    ["not_routed", 1, true],
    ["price", 1, true],
    ["unexplained", 0.25, false],
  ]);
  expect(reasonBars({ parts: [], unexplained_usd: "0" }).map(({ share }) => share)).toEqual([0]);
});

test("a row leads to the spend of its day in the billing zone, also where the clocks change", () => {
  const search = new URLSearchParams(spendHref(row, "America/New_York").split("?")[1]);
  expect(Object.fromEntries(search)).toEqual({
    ...{ from: "2026-03-08T05:00:00.000Z", to: "2026-03-09T04:00:00.000Z", tz: "America/New_York" },
    ...{ provider: "openai", model: "gpt-4o" },
  });
  expect(spendHref({ ...row, period: "2026-03", model: null }, "UTC")).toBe(
    "/spend?from=2026-03-01T00%3A00%3A00.000Z&to=2026-04-01T00%3A00%3A00.000Z&tz=UTC&provider=openai",
  );
});
