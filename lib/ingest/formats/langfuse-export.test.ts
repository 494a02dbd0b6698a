import { expect, test } from "vitest";
import { langfuse } from "./langfuse";

const read = (body: unknown) => langfuse.read({ text: JSON.stringify(body), receivedAtUs: 0 });
const ROW = {
  ...{ id: "o-1", traceId: "t-1", type: "GENERATION", name: "answer", model: "gpt-4o", level: "DEFAULT" },
  ...{ startTime: "2026-11-22T06:50:28.000Z", endTime: "2026-11-22T06:50:29.500Z", latency: 1.5 },
  ...{ usageDetails: { input: 700, output: 30, total: 730 }, costDetails: { total: 0.002 } },
};
const RECORD = {
  ...{ id: "o-1", model: "gpt-4o", started_at: "2026-11-22T06:50:28.000Z", duration_ms: 1500, outcome: "ok" },
  ...{ input_tokens: 700, output_tokens: 30, cost_usd: 0.002, request_id: "t-1" },
};

test("observations of the API and of its pages are attempts", () => {
  for (const body of [ROW, [ROW], { data: [ROW], meta: { page: 1 } }]) {
    expect(read(body)).toMatchObject([{ record: RECORD }]);
  }
});

test("latency and time to first token are seconds, and stand in where the instants are left out", () => {
  const { endTime: _, ...row } = ROW;
  expect(read([{ ...row, timeToFirstToken: 0.25 }])).toMatchObject([{ record: { ...RECORD, ttft_ms: 250 } }]);
  expect(read([{ ...ROW, latency: 99 }])).toMatchObject([{ record: RECORD }]);
});

test("the text of a CSV's columns says the same", () => {
  const row = {
    ...{ id: "o-1", trace_id: "t-1", type: "GENERATION", name: "answer", model: "gpt-4o", level: "DEFAULT" },
    ...{ start_time: "2026-11-22 06:50:28.000", end_time: "", latency: "1.5", status_message: "" },
    ...{ usage_details: '{"input": 700, "output": 30, "total": 730}', cost_details: '{"total": 0.002}' },
  };
  expect(read([row])).toMatchObject([{ record: RECORD }]);
  const plain = { ...row, usage_details: "", cost_details: "{}", promptTokens: "700", completionTokens: "30" };
  expect(read([{ ...plain, totalCost: "0.002" }])).toMatchObject([{ record: RECORD }]);
});

test("each row keeps its place, and what is no generation is left out", () => {
  const rows = [
    { ...ROW, type: "SPAN" },
    ROW,
    { ...ROW, id: null },
    { ...ROW, id: "o-2", level: "ERROR", statusMessage: "429" },
  ];
  expect(read(rows)).toMatchObject([
    { ignored: "type SPAN" },
    { record: { id: "o-1" } },
    { unreadable: "id is missing" },
    { record: { id: "o-2", outcome: "rate_limited", http_status: 429 } },
  ]);
});

test.each([
  [{ inputCost: 0.001, outputCost: 0.0005, totalCost: 0.002 }, 0.002],
  [{ inputCost: 0.001, outputCost: 0.0005 }, 0.0015],
  [{}, undefined],
])("a batch's older usage object has costs in it: %j", (costs, cost) => {
  const body = {
    ...ROW,
    costDetails: undefined,
    usageDetails: undefined,
    usage: { input: 7, output: 3, unit: "TOKENS", ...costs },
  };
  const batch = [{ id: "e", type: "generation-create", timestamp: ROW.startTime, body }];
  const [entry] = read({ batch });
  expect(entry && "record" in entry ? entry.record.cost_usd : null).toBe(cost);
});

test("what is neither a batch nor an observation is refused in one sentence", () => {
  expect(() => read({ other: 1 })).toThrow("an array named batch");
});
