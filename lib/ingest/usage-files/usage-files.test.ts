import fc from "fast-check";
import { expect, test } from "vitest";
import { usageRecordSchema } from "@/lib/contract/usage-record";
import { readTextRows } from "../import/read-rows";
import { addUpLines } from "./add-up-lines";
import { readUsageFile } from "./read-usage-file";
import type { UsageLine } from "./usage-line";
import { USAGE_SOURCES } from "./usage-sources";

function sourceOf(name: string) {
  const source = USAGE_SOURCES.get(name);
  if (!source) throw new Error(`There is no ${name}`);
  return source;
}

function read(name: string, file: string | object) {
  const text = typeof file === "string" ? file.trimStart() : JSON.stringify(file);
  const format = typeof file === "string" ? "csv" : "json";
  return readUsageFile(readTextRows({ text, format, header: null, firstLine: 1 }), sourceOf(name));
}

/** What a file becomes, without the ids; each record is one that the API takes. */
async function recordsOf(name: string, file: string | object) {
  const { records, unreadable } = await read(name, file);
  expect(unreadable).toEqual([]);
  return records.map((record) => {
    expect(usageRecordSchema.safeParse(record).error?.issues ?? []).toEqual([]);
    const { id: _, source, ...rest } = record;
    expect(source).toBe(name);
    return rest;
  });
}

test("Anthropic's CSV of tokens: the cache is beside the input, and what has no key is unassigned where others have one", async () => {
  const file = `
usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,web_search_count,inference_geo,speed
2026-03-01,claude-haiku-4-5-20251001,ci,Default,standard,≤ 200k,100,20,5,300,40,2,global,
2026-03-01,claude-haiku-4-5-20251001,ci,Default,standard,> 200k,1000,0,0,0,60,0,global,
2026-03-02,claude-opus-4-7,,Default,standard,≤ 200k,"1,000",0,0,0,10,0,global,`;
  expect(await recordsOf("anthropic-usage", file)).toEqual([
    {
      ...{ day: "2026-03-01", provider: "anthropic", model: "claude-haiku-4-5-20251001", team: "Default", key: "ci" },
      ...{ input_tokens: 1_425, cached_input_tokens: 300, cache_write_tokens: 25, cache_write_1h_tokens: 5 },
      ...{ output_tokens: 100, units: { searches: 2 } },
    },
    {
      ...{ day: "2026-03-02", provider: "anthropic", model: "claude-opus-4-7", team: "Default", key: "unassigned" },
      ...{ input_tokens: 1_000, cached_input_tokens: 0, cache_write_tokens: 0, output_tokens: 10 },
    },
  ]);
});

test("Anthropic's Admin API: a page of hours, without the dimensions that it was not grouped by", async () => {
  const bucket = {
    starting_at: "2026-03-01T10:00:00Z",
    ending_at: "2026-03-01T11:00:00Z",
    results: [
      {
        ...{
          uncached_input_tokens: 1_500,
          cache_read_input_tokens: 200,
          output_tokens: 500,
          model: null,
          workspace_id: null,
        },
        ...{ cache_creation: { ephemeral_1h_input_tokens: 1_000, ephemeral_5m_input_tokens: 500 }, api_key_id: null },
        ...{ server_tool_use: { web_search_requests: 10 }, service_tier: null, context_window: null },
      },
    ],
  };
  const empty = { ...bucket, results: [] };
  const record = {
    ...{ from: "2026-03-01T10:00:00.000Z", to: "2026-03-01T11:00:00.000Z", provider: "anthropic", input_tokens: 3_200 },
    ...{ cached_input_tokens: 200, cache_write_tokens: 1_500, cache_write_1h_tokens: 1_000, output_tokens: 500 },
    units: { searches: 10 },
  };
  const page = { data: [bucket, empty], has_more: false, next_page: null };
  expect(await recordsOf("anthropic-usage", page)).toEqual([record]);
  expect(await recordsOf("anthropic-usage", [page])).toEqual([record]);
  expect((await read("anthropic-usage", { data: [empty] })).records).toEqual([]);
  expect((await read("anthropic-usage", page)).unreadable).toEqual([]);
  expect((await read("anthropic-usage", [page, { ...page, has_more: true, next_page: "x" }])).unreadable).toEqual([
    { line: expect.any(Number), reason: "The next page of this export is missing" },
  ]);
});

test("Anthropic's costs: the console's names are the API's, the API's amounts are cents, and the kinds of tokens are added up", async () => {
  const file = `
usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,cost_usd,list_price_usd,cost_type,inference_geo,speed
2026-03-01,Claude Haiku 4.5,Default,ci,message,≤ 200k,input_no_cache,0.05,0.05,token,global,
2026-03-01,Claude Haiku 4.5,Default,ci,message,≤ 200k,output,0.02,0.02,token,global,
2026-03-01,Claude 3.5 Sonnet 2024-10-22,Default,ci,message,≤ 200k,output,1.10,1.10,token,global,
2026-03-01,,Default,ci,web_search,,,0.30,0.30,web_search,,`;
  const shared = { day: "2026-03-01", provider: "anthropic", team: "Default", key: "ci", currency: "USD" };
  expect(await recordsOf("anthropic-cost", file)).toEqual([
    { ...shared, model: "claude-haiku-4-5", cost: "0.07" },
    { ...shared, model: "claude-3-5-sonnet-20241022", cost: "1.1" },
    { ...shared, model: "unassigned", cost: "0.3" },
  ]);
  const day = { starting_at: "2026-03-01T00:00:00Z", ending_at: "2026-03-02T00:00:00Z" };
  const result = { currency: "USD", amount: "123.78912", workspace_id: null, description: null, model: null };
  expect(await recordsOf("anthropic-cost", { data: [{ ...day, results: [result] }] })).toEqual([
    { day: "2026-03-01", provider: "anthropic", cost: "1.2378912", currency: "USD" },
  ]);
});

test("OpenAI's usage: the cache is within the input, batches are told apart, and minutes become hours", async () => {
  const result = {
    ...{
      object: "organization.usage.completions.result",
      input_tokens: 5_000,
      output_tokens: 1_000,
      model: "gpt-4o-2024-08-06",
    },
    ...{ input_cached_tokens: 4_000, num_model_requests: 5, project_id: "proj_a", api_key_id: null, batch: false },
  };
  const hour = Date.UTC(2026, 2, 1, 10) / 1_000;
  const bucket = (at: number, ...results: object[]) => ({
    object: "bucket",
    start_time: at,
    end_time: at + 60,
    results,
  });
  const page = {
    object: "page",
    data: [bucket(hour, result), bucket(hour + 60), bucket(hour + 120, result, { ...result, batch: true })],
    has_more: false,
  };
  const shared = {
    ...{ from: "2026-03-01T10:00:00.000Z", to: "2026-03-01T11:00:00.000Z", provider: "openai" },
    ...{ model: "gpt-4o-2024-08-06", team: "proj_a" },
  };
  expect(await recordsOf("openai-usage", page)).toEqual([
    { ...shared, operation: "chat", input_tokens: 10_000, cached_input_tokens: 8_000, output_tokens: 2_000 },
    { ...shared, operation: "batch", input_tokens: 5_000, cached_input_tokens: 4_000, output_tokens: 1_000 },
  ]);
  const images = { object: "organization.usage.images.result", images: 2, model: "gpt-image-1" };
  expect(await recordsOf("openai-usage", { data: [bucket(hour, images)] })).toMatchObject([
    { operation: "image", units: { images: 2 } },
  ]);
});

test("OpenAI's dashboard: decimals, tabs, TRUE and FALSE, and hours without usage", async () => {
  const usage = [
    "start_time\tend_time\tstart_time_iso\tend_time_iso\tproject_id\tnum_model_requests\tapi_key_id\tmodel\tbatch\tinput_tokens\toutput_tokens\tinput_cached_tokens",
    "1759622400\t1759708800\t2025-10-05T00:00:00+00:00\t2025-10-06T00:00:00+00:00\tproj_a\t10.0\tkey_a\tgpt-4o-2024-08-06\tFALSE\t59200.0\t10646.0\t5760.0",
    "1759881600\t1759968000\t2025-10-08T00:00:00+00:00\t2025-10-09T00:00:00+00:00\t\t\t\t\t\t\t\t",
  ].join("\n");
  expect(await recordsOf("openai-usage", usage)).toEqual([
    {
      ...{
        day: "2025-10-05",
        provider: "openai",
        model: "gpt-4o-2024-08-06",
        team: "proj_a",
        key: "key_a",
        operation: "chat",
      },
      ...{ input_tokens: 59_200, cached_input_tokens: 5_760, output_tokens: 10_646 },
    },
  ]);
  expect((await read("openai-usage", usage)).ignored).toBe(1);
});

test("OpenAI's costs: the model of the line item, and fees of no model", async () => {
  const day = { object: "bucket", start_time: 1_759_622_400, end_time: 1_759_708_800 };
  const cost = (line_item: string | null, value: number) => ({
    ...{ object: "organization.costs.result", amount: { value, currency: "usd" }, line_item, project_id: null },
  });
  const results = [
    cost("gpt-5-mini-2025-08-07, input", 0.06),
    cost("gpt-5-mini-2025-08-07, output", 0.2),
    cost("web search tool calls", 1),
  ];
  expect(await recordsOf("openai-costs", { data: [{ ...day, results }] })).toEqual([
    { day: "2025-10-05", provider: "openai", model: "gpt-5-mini-2025-08-07", cost: "0.26", currency: "USD" },
    { day: "2025-10-05", provider: "openai", model: "unassigned", cost: "1", currency: "USD" },
  ]);
  const file = `
start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,line_item,project_id,organization_id,organization_name
1759622400,1759708800,2025-10-05T00:00:00+00:00,2025-10-06T00:00:00+00:00,0.8958740000000000,usd,,,org-a,Personal
1759968000,1760054400,2025-10-09T00:00:00+00:00,2025-10-10T00:00:00+00:00,,,,,,`;
  expect(await recordsOf("openai-costs", file)).toEqual([
    { day: "2025-10-05", provider: "openai", cost: "0.895874", currency: "USD" },
  ]);
});

test("Cursor's events by day: the total tells what the columns mean, and the plan's share costs nothing more", async () => {
  const header =
    "Date,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost";
  const beside = `${header}
"2026-04-16T03:32:33.284Z","On-Demand","composer-2","No","50","3189","194368","1815","199422","0.11"
"2026-04-16T23:59:00.000Z","Included","composer-2","Yes","0","4","0","20","24","$0.71"
"2026-04-16T23:59:30.000Z","Errored, No Charge","composer-2","No","0","1","0","0","1","-"`;
  expect(await recordsOf("cursor", beside)).toEqual([
    {
      ...{ day: "2026-04-16", provider: "cursor", model: "composer-2", cost: "0.11", currency: "USD" },
      ...{ input_tokens: 197_612, cached_input_tokens: 194_368, cache_write_tokens: 50, output_tokens: 1_835 },
    },
  ]);
  const inside = `${header}\n2026-04-16T03:32:33Z,On-Demand,m,No,1200,1000,5000,300,6500,0.1`;
  expect(await recordsOf("cursor", inside)).toMatchObject([{ input_tokens: 6_200, cache_write_tokens: 200 }]);
});

test("OpenRouter's activity: OpenRouter bills what it charges, the provider what one's own key ran", async () => {
  const item = {
    ...{ date: "2026-03-01", model: "openai/gpt-4.1", model_permaslug: "openai/gpt-4.1-2025-04-14", endpoint_id: "e" },
    ...{ provider_name: "OpenAI", usage: 0.015, byok_usage_inference: 0.012, requests: 5 },
    ...{ prompt_tokens: 50, completion_tokens: 125, reasoning_tokens: 25 },
  };
  const shared = { day: "2026-03-01", provider: "OpenAI", model: "openai/gpt-4.1", currency: "USD" };
  const tokens = { input_tokens: 50, output_tokens: 125, reasoning_tokens: 25 };
  expect(await recordsOf("openrouter-activity", { data: [item] })).toEqual([
    { ...shared, invoice_issuer: "openrouter", ...tokens, cost: "0.015" },
    { ...shared, cost: "0.012" },
  ]);
  const byModel = `
Date,Slug,Usage,BYOK Usage,Requests,Prompt Tokens,Completion Tokens,Reasoning Tokens
"2026-05-12 00:00:00","anthropic/claude-opus-4.7","430.07","0","4115","70965665","3009973","0"`;
  expect(await recordsOf("openrouter-activity", byModel)).toMatchObject([
    {
      day: "2026-05-12",
      provider: "openrouter",
      model: "anthropic/claude-opus-4.7",
      cost: "430.07",
      input_tokens: 70_965_665,
    },
  ]);
  const byGeneration = `
generation_id,created_at,cost_total,byok_usage_inference,tokens_prompt,tokens_completion,tokens_reasoning,tokens_cached,model_permaslug,provider_name,api_key_name,app_name
gen-1,2026-06-28 03:46:57.713,0.01,0,100,10,4,30,openai/gpt-oss-120b,Groq,web,
gen-2,2026-06-28 23:46:57.713,0.02,0,200,20,0,0,openai/gpt-oss-120b,Groq,web,`;
  expect(await recordsOf("openrouter-activity", byGeneration)).toMatchObject([
    { provider: "Groq", key: "web", input_tokens: 300, cached_input_tokens: 30, output_tokens: 30, cost: "0.03" },
  ]);
});

test("a file that is something else ends in one sentence, which names what it looks like", async () => {
  const cost = "usage_date_utc,model,cost_usd\n2026-03-01,Claude Haiku 4.5,1";
  await expect(read("anthropic-usage", cost)).rejects.toThrow(
    "The file is not Anthropic's usage report: it looks like Anthropic's cost report (anthropic-cost)",
  );
  for (const [name] of USAGE_SOURCES) {
    await expect(read(name, "a,b\n1,2")).rejects.toThrow("none of its rows has that export's columns");
    await expect(read(name, { nothing: 1 })).rejects.toThrow("Must be a JSON array");
    expect((await read(name, "")).rows).toBe(0);
  }
});

test("a line that cannot be read is named, and does not spoil the others", async () => {
  const { records, unreadable } = await read(
    "anthropic-cost",
    "usage_date_utc,model,cost_usd\n2026-03-01,m,1\nyesterday,m,1\n2026-03-01,m,free",
  );
  expect(records).toMatchObject([{ cost: "1" }]);
  expect(unreadable).toEqual([
    { line: 3, reason: "usage_date_utc is no date" },
    { line: 4, reason: "cost_usd is no number" },
  ]);
});

const line = fc.record<UsageLine>({
  fromUs: fc.constantFrom(0, 3_600_000_000),
  toUs: fc.constantFrom(7_200_000_000, 86_400_000_000),
  provider: fc.constantFrom("p", "q"),
  model: fc.constantFrom("a", "b", null),
  key: fc.constantFrom("k", null),
  counts: fc.record({ input: fc.nat(1_000), output: fc.nat(1_000) }),
  amountPico: fc.bigInt({ min: 0n, max: 10n ** 15n }),
  currency: fc.constant("USD"),
});

test("in any order the same lines are the same records, whose costs and tokens add up to theirs", () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1 }), fc.nat(), (lines, turn) => {
      const source = sourceOf("openai-usage");
      const records = addUpLines(lines, source);
      const turned = [...lines.slice(turn % lines.length), ...lines.slice(0, turn % lines.length)];
      const byId = (all: typeof records) => [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(byId(addUpLines(turned, source))).toEqual(byId(records));
      expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
      const tokens = records.reduce((sum, { input_tokens }) => sum + (input_tokens ?? 0), 0);
      expect(tokens).toBe(lines.reduce((sum, { counts }) => sum + (counts?.input ?? 0), 0));
    }),
  );
});
