import { expect, test } from "vitest";
import { fixDraftOf, toFix } from "./fix-draft";
import { formatOfName, NO_MAPPING, suggestedLines, toOptions } from "./import-draft";

const FIELDS = [
  "id",
  "started_at",
  "model",
  "provider",
  "duration_ms",
  "ttft_ms",
  "outcome",
  "http_status",
  "input_tokens",
  "output_tokens",
];

test("other tools' columns are mapped to the fields they mean, with the factor of their unit", () => {
  const lines = suggestedLines(["TIMESTAMP", "ContextTokens", "GeneratedTokens", "latency_s", "model_name"], FIELDS);

  expect(lines.map(({ field, from, text, factor }) => [field, from, text, factor])).toEqual([
    ["started_at", "column", "TIMESTAMP", ""],
    ["model", "column", "model_name", ""],
    ["duration_ms", "column", "latency_s", "1000"],
    ["input_tokens", "column", "ContextTokens", ""],
    ["output_tokens", "column", "GeneratedTokens", ""],
    ["outcome", "value", "ok", ""],
  ]);
});

test("columns with a field's own name need no line, what is needed and not there gets an empty one", () => {
  const lines = suggestedLines(["id", "started_at", "http_status"], FIELDS);

  expect(lines.map(({ field, text }) => [field, text])).toEqual([
    ["model", ""],
    ["duration_ms", ""],
  ]);
});

test("lines that say nothing are left out, and another tool's format needs none", () => {
  const lines = [
    { field: "model", from: "value", text: " m ", factor: "" },
    { field: "ttft_ms", from: "column", text: "ttft_s", factor: "1000" },
    { field: "duration_ms", from: "column", text: "", factor: "5" },
  ] as const;

  expect(toOptions({ source: null, lines: [...lines], zone: " UTC " })).toEqual({
    source: null,
    maps: [{ field: "ttft_ms", column: "ttft_s", factor: 1000 }],
    sets: { model: "m" },
    zone: "UTC",
  });
  expect(toOptions({ ...NO_MAPPING, source: "litellm", lines: [...lines] })).toEqual({
    source: "litellm",
    maps: [],
    sets: {},
    zone: null,
  });
});

test("a file is read by its name", () => {
  expect(["a.CSV", "b.ndjson.gz", "c.json", "d.txt", "e"].map(formatOfName)).toEqual([
    "csv",
    "jsonl",
    "json",
    null,
    null,
  ]);
});

test("the reason of a refusal suggests its fix, and numbers and truths are sent as such", () => {
  const draft = fixDraftOf({ path: "started_at", message: "Must be an RFC 3339 time with a zone" });
  expect(toFix({ ...draft, zone: "Asia/Shanghai" })).toEqual({ set: {}, zone: "Asia/Shanghai", shift_seconds: 0 });
  const future = fixDraftOf({ path: "started_at", message: "Is more than 5 minutes in the future" });
  expect(toFix({ ...future, hours: "-8" })).toEqual({ set: {}, zone: null, shift_seconds: -28_800 });
  const status = fixDraftOf({ path: "http_status", message: "Must be a number" });
  expect(toFix({ ...status, value: "200" }).set).toEqual({ http_status: 200 });
  expect(toFix({ ...status, field: "streamed", value: "true" }).set).toEqual({ streamed: true });
  expect(toFix({ ...status, field: "model", value: "7" }).set).toEqual({ model: "7" });
  expect(toFix({ ...status, kind: "drop" }).set).toEqual({ http_status: null });
});
