import { expect, test } from "vitest";
import { AppError } from "@/lib/contract/error";
import { describeConditions } from "@/lib/domain/pricing/describe-conditions";
import { formatUsd, formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { readOpenrouterList } from "./read-openrouter-list";

const PRICING = { prompt: "0.00000022", completion: "6.6e-7", input_cache_read: "0.000000007" };
const endpoint = (pricing: object, fields: object = {}) => ({
  data: {
    id: "deepseek/deepseek-v4-flash",
    endpoints: [{ provider_name: "Novita", tag: "novita/fp8", pricing, ...fields }],
  },
});
const read = (file: object) => readOpenrouterList(JSON.stringify(file));
const ratesOf = (pricing: object) =>
  read(endpoint(pricing)).quotes.map((quote) => [
    describeConditions(quote).join(", "),
    ...[formatUsd(quote.inputPicoPerM), formatUsdOrNull(quote.outputPicoPerM)],
  ]);
const refusalOf = (pricing: object) => read(endpoint(pricing)).refused[0]?.field;

test("an endpoint has its provider's price, exact and with the discount that it holds already", () => {
  const [quote] = read(
    endpoint({ ...PRICING, discount: 0.76, image: "0", web_search: "0.01", input_cache_write: "0" }),
  ).quotes;
  expect(quote).toMatchObject({
    ...{ provider: "novita", model: "deepseek/deepseek-v4-flash", row: "deepseek/deepseek-v4-flash at novita/fp8" },
    ...{ inputPicoPerM: 220_000_000_000n, cachedInputPicoPerM: 7_000_000_000n, outputPicoPerM: 660_000_000_000n },
    ...{ cacheWritePicoPerM: null, feePico: { searches: 10_000_000_000n }, notImported: [], leavesOutFees: false },
  });
});

test("the list of models has OpenRouter's own prices", () => {
  const { quotes, refused } = read({
    data: [
      { id: "z-ai/glm-5", pricing: { ...PRICING, image: "0.001" } },
      { id: "openrouter/auto", pricing: { prompt: "-1", completion: "-1" } },
      { pricing: PRICING },
    ],
  });
  expect(quotes).toMatchObject([{ provider: "openrouter", model: "z-ai/glm-5", notImported: ["pricing.image"] }]);
  expect(refused.map(({ row, field }) => [row, field])).toEqual([
    ["openrouter/auto", "pricing.prompt"],
    ["data.2", "id"],
  ]);
});

test("overrides by hour, day and size become prices of their own, each with what the others say of the same", () => {
  const overrides = [
    { utc_start: 0, utc_end: 1400, prompt: "0.00000044" },
    { min_prompt_tokens: 200_000, completion: "0.000002" },
  ];
  expect(ratesOf({ ...PRICING, overrides })).toEqual([
    ["", "0.22", "0.66"],
    ["input over 200,000 tokens", "0.22", "2"],
    ["00:00 to 14:00 UTC", "0.44", "0.66"],
    ["input over 200,000 tokens, 00:00 to 14:00 UTC", "0.44", "2"],
  ]);
  const nightly = { utc_start: 2200, utc_days: ["monday", "friday"], prompt: "0.0000001" };
  expect(ratesOf({ ...PRICING, overrides: [nightly] })[1]).toEqual([
    "22:00 to 00:00 UTC, Monday and Friday",
    "0.1",
    "0.66",
  ]);
});

test.each([
  [{ ...PRICING, overrides: [{ holiday: true, prompt: "1" }] }, "pricing.overrides.0.holiday"],
  [{ ...PRICING, overrides: [{ utc_start: 2575, prompt: "1" }] }, "pricing.overrides.0.utc_start"],
  [{ ...PRICING, overrides: [{ utc_days: ["someday"], prompt: "1" }] }, "pricing.overrides.0.utc_days"],
  [{ ...PRICING, overrides: [{ min_prompt_tokens: 10, prompt: "-2" }] }, "pricing.overrides.0.prompt"],
  [{ ...PRICING, prompt: "cheap" }, "pricing.prompt"],
  [{ ...PRICING, prompt: "NaN" }, "pricing.prompt"],
  [{ ...PRICING, completion: "-0.5" }, "pricing.completion"],
  [{ ...PRICING, completion: true }, "pricing.completion"],
  [{ completion: "1" }, "pricing.prompt"],
])("%j is refused by its field", (pricing, field) => {
  expect(refusalOf(pricing)).toBe(field);
});

test.each(['{"data": [{"id": "x", "pri', '{"models": []}', "7"])("%s is no list", (text) => {
  expect(() => readOpenrouterList(text)).toThrow(AppError);
});
