import { expect, test } from "vitest";
import type { FileFormat } from "@/lib/contract/imports";
import { readTextRows } from "../import/read-rows";
import { readTotals } from "./read-totals";

const read = (source: string, content: unknown, format: FileFormat = "json") => {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return readTotals(readTextRows({ text, format, header: null, firstLine: 1 }), source);
};
const DAY = "2026-11-22";
const none = { calls: null, input_tokens: null, output_tokens: null, cost_usd: null, repeated: null };

test("LiteLLM's daily activity, as it is and as it was", async () => {
  const metrics = {
    ...{ spend: 0.00123, prompt_tokens: 700, completion_tokens: 30, cache_read_input_tokens: 512, total_tokens: 730 },
    ...{ api_requests: 3, successful_requests: 2, failed_requests: 1 },
  };
  const totals = [
    {
      ...none,
      day: DAY,
      model: "gpt-4o",
      provider: null,
      calls: 3,
      input_tokens: 700,
      output_tokens: 30,
      cost_usd: "0.00123",
    },
  ];
  for (const values of [{ metrics, metadata: {} }, metrics]) {
    const results = [{ date: DAY, metrics, breakdown: { models: { "gpt-4o": values }, providers: {} } }];
    expect(await read("litellm", { results, metadata: { total_spend: 1 } })).toMatchObject({ totals, unreadable: 0 });
  }
});

test("LiteLLM's spend by team, and its spend logs summed up", async () => {
  const by = (spend: number) => ({ model: "gpt-4", spend, total_tokens: 28, api_key: "k" });
  const teams = [
    { team_name: "a", metadata: [by(0.1), by(0.2)] },
    { team_name: "b", metadata: [by(0.3)] },
  ];
  const total = { ...none, day: DAY, model: "gpt-4", provider: null, cost_usd: "0.6" };
  expect((await read("litellm", [{ group_by_day: `${DAY}T00:00:00+00:00`, teams }])).totals).toEqual([total]);
  const logs = [{ startTime: DAY, spend: 0.6, users: {}, models: { "gpt-4": 0.6 } }];
  expect((await read("litellm", logs)).totals).toEqual([total]);
});

test("Langfuse's daily metrics, and rows of its metrics API", async () => {
  const usage = [
    ...[{ model: "gpt-4o", inputUsage: 700, outputUsage: 30, totalUsage: 730, countObservations: 3, totalCost: 0.5 }],
    { model: null, inputUsage: 0, outputUsage: 0, countObservations: 9, totalCost: 0 },
  ];
  const total = { day: DAY, model: "gpt-4o", provider: null, calls: 3, input_tokens: 700, output_tokens: 30 };
  expect(
    (await read("langfuse", { data: [{ date: DAY, countTraces: 2, totalCost: 0.5, usage }], meta: {} })).totals,
  ).toEqual([{ ...none, ...total, cost_usd: "0.5" }]);
  const row = { time_dimension: DAY, providedModelName: "gpt-4o", count_count: "3", sum_totalCost: "0.5" };
  expect((await read("langfuse", { data: [row] })).totals).toEqual([
    { ...none, day: DAY, model: "gpt-4o", provider: null, calls: 3, cost_usd: "0.5" },
  ]);
});

test("a table of one's own, with money as it is written, and models of one day in several rows", async () => {
  const csv = `Date,model,requests,prompt_tokens,cost\n`.replace("Date", "date");
  const text = `${csv}${DAY},m,"1,000",7,"$1,234.50"\n${DAY},m,1,,0.5\n`;
  expect((await read("columns", text, "csv")).totals).toEqual([
    { ...none, day: DAY, model: "m", provider: null, calls: 1001, input_tokens: 7, cost_usd: "1235" },
  ]);
});

test("the last row of a table, which adds up the others, is counted neither twice nor as unreadable", async () => {
  const { totals, rows, unreadable } = await read("columns", `day,model,cost_usd\n${DAY},m,2\nTotal,,2\n`, "csv");

  expect(totals.map(({ cost_usd }) => cost_usd)).toEqual(["2"]);
  expect([rows, unreadable]).toEqual([2, 0]);
});

test("a row of a day that no calendar has is refused, and the others are read", async () => {
  const text = `date,model,cost\n2026-13-01,m,1\n0000-00-00,m,1\n${DAY},m,2\n`;
  const { totals, unreadable } = await read("columns", text, "csv");
  expect([totals.map(({ day }) => day), unreadable]).toEqual([[DAY], 2]);
});

test("single calls are added up by days of UTC, and those of one id that came before are reported", async () => {
  const call = {
    ...{ request_id: "a", call_type: "acompletion", model: "gpt-4o", custom_llm_provider: "openai", spend: 0.1 },
    ...{ startTime: `${DAY}T23:59:59Z`, endTime: "2026-11-23T00:00:01Z", prompt_tokens: 10, completion_tokens: 5 },
  };
  const rows = [call, call, { ...call, request_id: "b", startTime: "2026-11-23T00:00:00Z" }, { request_id: "c" }];
  const { totals, unreadable, firstLines } = await read("litellm", rows);
  expect(totals).toEqual([
    {
      ...{
        day: DAY,
        model: "gpt-4o",
        provider: "openai",
        calls: 2,
        input_tokens: 20,
        output_tokens: 10,
        cost_usd: "0.2",
      },
      repeated: { calls: 1, input_tokens: 10, output_tokens: 5, cost_usd: "0.1" },
    },
    {
      ...{ day: "2026-11-23", model: "gpt-4o", provider: "openai", calls: 1, input_tokens: 10, output_tokens: 5 },
      ...{ cost_usd: "0.1", repeated: null },
    },
  ]);
  expect([unreadable, firstLines]).toEqual([1, [4]]);
});

test("Helicone's requests are calls", async () => {
  const row = {
    ...{ request_id: "a", request_created_at: `${DAY} 10:00:00`, delay_ms: 5, response_status: 200, model: "gpt-4o" },
    ...{ provider: "OPENAI", prompt_tokens: 10, completion_tokens: 5, cost: 0.1 },
  };
  expect((await read("helicone", [row])).totals).toMatchObject([{ day: DAY, calls: 1, cost_usd: "0.1" }]);
});

test("a file that says nothing of the kind is refused in one sentence", async () => {
  await expect(read("litellm", [{ a: 1 }])).rejects.toMatchObject({
    code: "INVALID",
    message: expect.stringContaining("No row of the file"),
  });
  await expect(read("columns", [{ date: DAY, model: "m" }])).rejects.toMatchObject({ code: "INVALID" });
  await expect(read("other", [])).rejects.toMatchObject({ message: expect.stringContaining("source knows litellm") });
});
