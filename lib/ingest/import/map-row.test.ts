import { expect, test } from "vitest";
import { createRowMapper, unmappedColumns } from "./map-row";

const map = createRowMapper({ maps: [], values: [], sets: {} });

test("units are counts by name, and another tool's column of that name fills nothing", () => {
  expect(map({ id: "a", units: { searches: 2 } })).toEqual({ id: "a", units: { searches: 2 } });
  expect(map({ id: "a", units: '{"images": 1}' })).toEqual({ id: "a", units: { images: 1 } });
  for (const units of ["TOKENS", "{", "12", 12, ["a"], null]) expect(map({ id: "a", units })).toEqual({ id: "a" });
});

test.each<[unknown, unknown]>([
  ["True", true],
  ["TRUE", true],
  ["t", true],
  ["yes", true],
  ["1.0", true],
  [1, true],
  ["False", false],
  ["f", false],
  ["No", false],
  ["off", false],
  [0, false],
  ["maybe", "maybe"],
  ["2", "2"],
])("the flag %j is %j", (streamed, read) => {
  expect(map({ streamed })).toEqual({ streamed: read });
});

test.each(["", " ", "None", "null", "NULL", "NaN", "nan", "\\N", "<NA>", "NaT", "N/A", "-", Number.NaN, null])(
  "%j is nothing, and no 0",
  (nothing) => {
    const fields = ["streamed", "input_tokens", "cost_usd", "app", "ttft_ms", "started_at", "tags"];
    expect(map(Object.fromEntries(fields.map((field) => [field, nothing])))).toEqual({});
  },
);

test.each([
  ["1,234", 1234],
  ["1,234,567", 1_234_567],
  ["1_000", 1000],
  ["1 234", 1234],
  ["1\u202f234", 1234],
  ["12,34,567", 1_234_567],
  ["1000.0", 1000],
  ["+7", 7],
  ["1e3", 1000],
  ["1,23,4", "1,23,4"],
  ["12 tokens", "12 tokens"],
])("the count %j is %j", (input_tokens, read) => {
  expect(map({ input_tokens })).toEqual({ input_tokens: read });
});

test.each([
  ["$0.0035", 0.0035],
  ["$1,234.50", 1234.5],
  ["0.0035 USD", 0.0035],
  ["US$ 2", 2],
  ["0,0035", 0.0035],
  ["1.234,5", 1234.5],
  ["1 234,5", 1234.5],
  [".5", 0.5],
  ["€2", "€2"],
  ["2 EUR", "2 EUR"],
])("the money %j is %j", (cost_usd, read) => {
  expect(map({ cost_usd })).toEqual({ cost_usd: read });
});

test.each([
  ["900", 900],
  ["900 ms", 900],
  ["1.2s", 1200],
  ["2 seconds", 2000],
  ["350µs", 0.35],
  ["00:00:01.234", 1234],
  ["0:00:01.5", 1500],
  ["0 days 00:00:01.500000", 1500],
  ["1 day, 0:00:01", 86_401_000],
  ["1m2.5s", 62_500],
  ["PT1.5S", 1500],
  ["PT", "PT"],
  ["1,200", 1200],
  ["soon", "soon"],
])("the length of time %j is %j ms", (duration_ms, read) => {
  expect(map({ duration_ms })).toEqual({ duration_ms: read });
});

test.each([
  ["Success", "ok"],
  ["SUCCEEDED", "ok"],
  ["failed", "server_error"],
  ["Timed out", "timeout"],
  ["canceled", "cancelled"],
  ["rate-limited", "rate_limited"],
  ["odd", "odd"],
])("the outcome %j is %j", (outcome, read) => {
  expect(map({ outcome })).toEqual({ outcome: read });
});

test("columns are added up where a map names several, and a column of that very name wins", () => {
  const sum = createRowMapper({
    maps: [{ field: "input_tokens", column: "prompt+cached", factor: null }],
    values: [],
    sets: {},
  });

  expect(sum({ prompt: "1,000", cached: 24 })).toEqual({ input_tokens: 1024 });
  expect(sum({ prompt: "7", cached: "" })).toEqual({ input_tokens: 7 });
  expect(sum({ prompt: "", cached: null })).toEqual({});
  expect(sum({ prompt: "7", cached: "many" })).toEqual({ input_tokens: "many" });
  expect(sum({ "prompt+cached": "3", prompt: "7" })).toEqual({ input_tokens: 3 });
  expect(
    unmappedColumns({ prompt: 1, cached: 2, other: 3 }, [{ field: "x", column: "prompt+cached", factor: null }]),
  ).toEqual(["other"]);
});

test("a factor makes milliseconds of a time, however few", () => {
  const scaled = createRowMapper({ maps: [{ field: "started_at", column: "t", factor: 1000 }], values: [], sets: {} });

  expect(scaled({ t: "5000000" })).toEqual({ started_at: "1970-02-27T20:53:20.000Z" });
  expect(scaled({ t: 1_772_366_400 })).toEqual({ started_at: "2026-03-01T12:00:00.000Z" });
});

test("a text of the file means what it is mapped to, in whatever case, whichever column it is from", () => {
  const meant = createRowMapper({
    maps: [{ field: "outcome", column: "status", factor: null }],
    values: [
      { field: "outcome", from: "RATE", to: "rate_limited" },
      { field: "provider", from: "Azure OpenAI", to: "azure" },
      { field: "input_tokens", from: "many", to: "900" },
    ],
    sets: { outcome: "ok" },
  });
  expect(meant({ status: " rate ", provider: "azure openai", input_tokens: "many" })).toEqual({
    ...{ outcome: "rate_limited", provider: "azure", input_tokens: 900 },
  });
  expect(meant({ status: "", provider: "groq" })).toEqual({ outcome: "ok", provider: "groq" });
});

test("a column may spell a field's name as a spreadsheet does, but its own name wins", () => {
  expect(map({ Model: "a", "Duration ms": "5", "Input-Tokens": "7" })).toEqual({
    ...{ model: "a", duration_ms: 5, input_tokens: 7 },
  });
  expect(map({ Model: "a", model: "b" })).toEqual({ model: "b" });
  expect(unmappedColumns({ Model: "a", "Input Tokens": 1, Cluster: "c" }, [])).toEqual(["Cluster"]);
});
