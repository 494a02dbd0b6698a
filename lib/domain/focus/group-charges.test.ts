import { expect, test } from "vitest";
import { discountPrice } from "../pricing/discounted-price";
import { SAMPLE_PRICE } from "../pricing/sample-price";
import { parseUsd } from "../pricing/usd";
import { ofPico } from "./focus-decimal";
import { groupCharges } from "./group-charges";
import { amountSeries, type ChargeOwner, otherSeries, tokenSeries } from "./series";

const usd = (text: string) => parseUsd(text) ?? -1n;
const owner: ChargeOwner = {
  ...{ provider: "deepseek", issuer: "deepseek", model: "deepseek-v4-flash", region: null, tags: {} },
  ...{ principal: null, source: "attempts" },
};
const list = { ...SAMPLE_PRICE, inputPicoPerM: usd("2.5"), outputPicoPerM: usd("10") };
const rule = {
  ...{ id: 1, name: "EDP", provider: "deepseek", models: [], buckets: [], offPpm: 120_000, position: 1 },
  ...{ validFrom: 0, validTo: null },
};

test("what was charged at a discount is split at that price, with the list price beside it", () => {
  const price = discountPrice(list, [rule], "9");
  const tokens = { input: 2_000_000, cached_input: 0, cache_write: 0, output: 0, reasoning: 0 };
  const [charge, ...others] = groupCharges(
    {
      ...{ fromMs: 0, toMs: 86_400_000, attempts: 1, priced: 1, estimated: 0, costPico: usd("4.4"), estimatedPico: 0n },
      ...{ used: tokens, charged: tokens, unpricedTokens: null },
    },
    price,
    {
      token: (meter) => tokenSeries(owner, meter, price),
      all: (consumedUnit) => amountSeries(owner, "all", { consumedUnit }),
      rest: () => amountSeries(owner, "rest", { consumedUnit: "Requests" }),
      unpriced: () => otherSeries(owner, "Adjustment", "unpriced"),
    },
  );

  expect(others).toEqual([]);
  expect(charge).toMatchObject({
    ...{ billed: ofPico(usd("4.4")), contracted: ofPico(usd("4.4")), unitPrice: ofPico(usd("2.2")) },
    list: { cost: ofPico(usd("5")), unitPrice: ofPico(usd("2.5")) },
    series: { priceId: "9" },
  });
});
