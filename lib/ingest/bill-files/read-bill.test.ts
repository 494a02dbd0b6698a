import { expect, test } from "vitest";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { billRows } from "./bill-rows";
import { meterOf } from "./meter-of";
import { type BillOptions, readBill } from "./read-bill";
import { requireReadable } from "./require-readable";

const OPTIONS: BillOptions = { source: null, map: null, zone: "UTC", provider: null, currency: "USD" };

function read(file: string | object, options: Partial<BillOptions> = {}) {
  const text = typeof file === "string" ? file.trim() : JSON.stringify(file);
  return readBill(billRows(text), { ...OPTIONS, ...options });
}

async function linesOf(...asked: Parameters<typeof read>) {
  const bill = await read(...asked);
  requireReadable(bill);
  return bill.lines.map(({ period, provider, billModel, bucket, tokens, amountPico, currency, tier }) =>
    [period, provider, billModel, bucket, tokens, amountPico === null ? null : formatUsd(amountPico), currency, tier]
      .filter((value) => value !== null)
      .join(" "),
  );
}

test.each([
  ["cached input", "cached_input", null, null],
  ["gpt-4o-0806-Inp-glbl Tokens", "input", "gpt-4o-0806-glbl", null],
  ["GPT 5 outpt Glbl 1M Tokens", "output", "GPT 5 Glbl", null],
  ["5 mini pp Inp Gl 1M Tokens", "input", "5 mini Gl", "priority"],
  ["gpt 4o Batch cchd Inp glbl Tokens", "cached_input", "gpt 4o glbl", "batch"],
  ["USE1-Claude3Sonnet-output-tokens", "output", "USE1-Claude3Sonnet", null],
  ["uncached_input_tokens", "input", null, null],
  ["input_no_cache", "input", null, null],
  ["cache_creation.ephemeral_1h_input_tokens", "cache_write", null, null],
  ["cache_read_input_tokens", "cached_input", null, null],
  ["Cache storage Token-Hours", "other", "Cache Hours", null],
  ["web search tool calls", "other", null, null],
  ["", null, null, null],
])("the meter %o is of %o, %o, %o", (name, bucket, model, tier) => {
  const found = meterOf(name);
  expect([found.bucket, found.tier]).toEqual([bucket, tier]);
  if (bucket !== "other") expect(found.model).toBe(model);
});

test("a CSV with columns of its own is guessed, and read by the mapping", async () => {
  const file = `
Usage Date,Model,Token Type,Quantity,Cost (USD),Project
2026-03-01,gpt-4o,input,"1,000",0.0025,alpha
2026-03-01,gpt-4o,cached input,4000,0.005,alpha
2026-03-01,gpt-4o,input,1000,0.0025,someone@example.com
2026-03-02,gpt-4o,output,10,0.0001,sk-abcdefghijklmnopqrstuvwx`;
  const bill = await read(file, { provider: "OpenAI" });
  expect(bill).toMatchObject({ grain: "day", rows: 4, missing: [], problems: [] });
  expect(bill.map).toEqual({
    ...{ day: "Usage Date", model: "Model", bucket: "Token Type", quantity: "Quantity" },
    ...{ amount: "Cost (USD)", project: "Project" },
  });
  expect(await linesOf(file, { provider: "OpenAI" })).toEqual([
    "2026-03-01 openai gpt-4o input 2000 0.005 USD",
    "2026-03-01 openai gpt-4o cached_input 4000 0.005 USD",
    "2026-03-02 openai gpt-4o output 10 0.0001 USD",
  ]);
  expect(bill.projects.map(({ project }) => project)).toEqual(["alpha", expect.stringMatching(/^[0-9a-f]+$/), "a key"]);
  expect(bill.lines[0]?.roundingPico).toBe(2n * 50_000_000n);
});

test("columns that are not understood are named, with what is missing", async () => {
  const bill = await read("Foo,Bar\n1,2", { provider: "openai" });
  expect(() => requireReadable(bill)).toThrow(
    "The columns are not understood: Foo, Bar. What is missing: a column with the day, hour or month; a column with the amount, a quantity or tokens",
  );
  await expect(read("Foo,Bar\n1,2", { source: "columns", map: { day: "Day" } })).rejects.toThrow(
    "The file has no column Day; it has Foo, Bar",
  );
});

test.each([
  ["yesterday,gpt-4o,1,USD", "Row 3: day is no day, hour or month"],
  ["2026-02-30,gpt-4o,1,USD", "Row 3: day is no day, hour or month"],
  ["2026-03-01,gpt-4o,much,USD", "Row 3: amount is no number"],
  ["2026-03-01,gpt-4o,1,dollars", "Row 3: currency is no currency's code, such as USD"],
  ["2026-03-01,gpt-4o", "Row 3: Has 2 fields where the first line names 4"],
])("the row %o is refused by its number and field", async (row, message) => {
  const bill = await read(`day,model,amount,currency\n2026-03-01,gpt-4o,1,USD\n${row}`, { provider: "openai" });
  expect(() => requireReadable(bill)).toThrow(message);
});

test("a column for each kind of tokens gives disjoint buckets", async () => {
  const wide = "date,model,input_tokens,cached_input_tokens,output_tokens";
  expect(await linesOf(`${wide}\n2026-03-01,m,1000,400,50`, { provider: "acme" })).toEqual([
    "2026-03-01 acme m input 600",
    "2026-03-01 acme m cached_input 400",
    "2026-03-01 acme m output 50",
  ]);
  expect(await linesOf(`${wide},cost\n2026-03-01,m,1000,400,50,2`, { provider: "acme" })).toEqual([
    "2026-03-01 acme m all 1050 2 USD",
  ]);
});

test("hours are days of the billing zone, and one line of a month makes all of it months", async () => {
  const hours = "timestamp,model,quantity\n2026-03-01T20:00:00Z,m,5\n2026-03-01T10:00:00Z,m,6";
  expect(await linesOf(hours, { provider: "acme", zone: "Asia/Shanghai" })).toEqual([
    "2026-03-01 acme m all 6",
    "2026-03-02 acme m all 5",
  ]);
  expect(await linesOf("month,model,amount\n2026-03,m,1\n2026-04-02,m,2", { provider: "acme" })).toEqual([
    "2026-03 acme m all 1 USD",
    "2026-04 acme m all 2 USD",
  ]);
});

test("FOCUS 1.2 of Azure: the consumed quantity is in tokens, whatever block is priced; other services are left out", async () => {
  const file = `
ChargePeriodStart,ChargePeriodEnd,BilledCost,ListCost,BillingCurrency,ChargeCategory,ServiceCategory,ServiceName,ProviderName,SkuMeter,ConsumedQuantity,ConsumedUnit,PricingQuantity,PricingUnit
2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,2.25,2.5,USD,Usage,AI and Machine Learning,Azure OpenAI,Microsoft,gpt-4o-0806-Inp-glbl Tokens,1000000,Tokens,1000,1K
2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,99,99,USD,Usage,Compute,Virtual Machines,Microsoft,D4s,24,Hours,24,Hours
2026-03-01T00:00:00Z,2026-04-01T00:00:00Z,0.4,,USD,Tax,AI and Machine Learning,Azure OpenAI,Microsoft,,,,,`;
  expect(await linesOf(file, { provider: "azure" })).toEqual([
    "2026-03 azure gpt-4o-0806-glbl input 1000000 2.25 USD",
    "2026-03 azure tax 0.4 USD",
  ]);
  expect((await read(file)).ignored).toBe(1);
});

test("FOCUS 1.4: the provider's new column, and the model and direction of SkuPriceDetails", async () => {
  const details = (text: object) => `"${JSON.stringify(text).replaceAll('"', '""')}"`;
  const file = `
ChargePeriodStart,ChargePeriodEnd,BilledCost,BillingCurrency,ChargeCategory,ServiceName,ServiceProviderName,SkuMeter,SkuPriceDetails,ConsumedQuantity,ConsumedUnit
2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,1,USD,Usage,gpt-4o,openai,Reasoning Tokens,${details({ x_ModelId: "gpt-4o", x_TokenDirection: "Output", x_ServiceTier: "flex" })},100,Tokens
2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,1,USD,Usage,gpt-4o,openai,Cached Input Tokens,${details({ ModelId: "gpt-4o", TokenDirection: "Input", TokenCacheAction: "Read" })},100,Tokens
2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,-3,USD,Credit,gpt-4o,openai,,,,
2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,0,USD,Adjustment,gpt-4o,openai,,,,`;
  expect(await linesOf(file)).toEqual([
    "2026-03-01 openai gpt-4o output 100 1 USD flex",
    "2026-03-01 openai gpt-4o cached_input 100 1 USD",
    "2026-03-01 openai credit -3 USD",
  ]);
});

test("OpenAI's costs: the line item names model and bucket, and a quantity counts where its unit is tokens", async () => {
  const cost = (line_item: string | null, value: number, more: object = {}) => ({
    ...{
      object: "organization.costs.result",
      amount: { value, currency: "usd" },
      line_item,
      project_id: null,
      ...more,
    },
  });
  const results = [
    cost("gpt-5-mini-2025-08-07, input", 0.06, { quantity: 240_000, quantity_unit: "tokens" }),
    cost("gpt-5-mini-2025-08-07, cached input", 0.02, { quantity: 3 }),
    cost("web search tool calls", 1),
  ];
  const page = {
    data: [{ object: "bucket", start_time: 1_772_323_200, end_time: 1_772_409_600, results }],
    has_more: false,
  };
  expect(await linesOf(page)).toEqual([
    "2026-03-01 openai gpt-5-mini-2025-08-07 input 240000 0.06 USD",
    "2026-03-01 openai gpt-5-mini-2025-08-07 cached_input 0.02 USD",
    "2026-03-01 openai other 1 USD",
  ]);
  expect((await read({ ...page, has_more: true })).problems).toEqual([
    { line: 1, field: "has_more", reason: "says that there is another page" },
  ]);
});

test("Anthropic's cost report: cents, token types, tiers and searches; its usage report has tokens alone", async () => {
  const day = { starting_at: "2026-03-01T00:00:00Z", ending_at: "2026-03-02T00:00:00Z" };
  const cost = (more: object) => ({ currency: "USD", model: null, token_type: null, service_tier: null, ...more });
  const results = [
    cost({
      amount: "123.78912",
      model: "claude-sonnet-4-6",
      token_type: "uncached_input_tokens",
      service_tier: "batch",
    }),
    cost({ amount: "10", model: "claude-sonnet-4-6", token_type: "cache_creation.ephemeral_5m_input_tokens" }),
    cost({ amount: "30", cost_type: "web_search" }),
  ];
  expect(await linesOf({ data: [{ ...day, results }], has_more: false })).toEqual([
    "2026-03-01 anthropic claude-sonnet-4-6 input 1.2378912 USD batch",
    "2026-03-01 anthropic claude-sonnet-4-6 cache_write 0.1 USD",
    "2026-03-01 anthropic other 0.3 USD",
  ]);
  const usage = {
    ...{ uncached_input_tokens: 100, cache_read_input_tokens: 20, output_tokens: 5, model: "claude-sonnet-4-6" },
    cache_creation: { ephemeral_1h_input_tokens: 1, ephemeral_5m_input_tokens: 2 },
  };
  expect(await linesOf({ data: [{ ...day, results: [usage] }], has_more: false })).toEqual([
    "2026-03-01 anthropic claude-sonnet-4-6 input 100",
    "2026-03-01 anthropic claude-sonnet-4-6 cached_input 20",
    "2026-03-01 anthropic claude-sonnet-4-6 cache_write 3",
    "2026-03-01 anthropic claude-sonnet-4-6 output 5",
  ]);
});
