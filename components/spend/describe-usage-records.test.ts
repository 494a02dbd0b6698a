import { expect, test } from "vitest";
import type { UsageSpend } from "@/lib/contract/spend";
import { describeUsageCell, describeUsageRecords } from "./describe-usage-records";

const tokens = { input: null, cached_input: null, cache_write: null, output: null, reasoning: null };
const usage: UsageSpend = {
  ...{
    records: 3,
    attempts_cost_usd: "1",
    cost_usd: "5",
    list_price_usd: "0",
    tokens,
    unpriced: 0,
    other_currencies: [],
  },
  ...{ covered: { records: 0, cost_usd: null }, split: 0 },
};

test("what comes from where is shown with its figures, and nothing that is not there", () => {
  expect(describeUsageRecords(usage)).toEqual(["3 records; $1.00 from attempts"]);
});

test("what is left out, estimated, in another currency, or of another zone's day is shown too", () => {
  expect(
    describeUsageRecords({
      ...usage,
      ...{
        list_price_usd: "2",
        unpriced: 2,
        other_currencies: [{ currency: "CNY", cost: "12.5", records: 1 }],
        split: 1,
      },
      covered: { records: 1, cost_usd: "7" },
    }),
  ).toEqual([
    "3 records; $1.00 from attempts",
    "$2.00 of it at list price",
    "$7.00 left out: attempts cover 1 record",
    "2 records without a cost in USD: 12.5 CNY",
    "1 record of a UTC day, counted whole in the local day or window of its noon",
  ]);
});

test("a cell tells a cost from none, and what attempts cover", () => {
  expect(describeUsageCell(usage)).toBe("$5.00");
  expect(describeUsageCell({ ...usage, cost_usd: null })).toBe("unpriced");
  expect(describeUsageCell({ ...usage, records: 0, cost_usd: null, covered: { records: 1, cost_usd: "7" } })).toMatch(
    /^. \(\$7.00 covered\)$|covered/,
  );
});
