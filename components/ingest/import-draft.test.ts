import { expect, test } from "vitest";
import { formatOfName } from "@/lib/client/imports/format-of-name";
import { draftOf, meaningsProblem, NO_MAPPING, suggestedLines, toOptions } from "./import-draft";

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
    { field: "model", from: "value", text: " m ", factor: "", meanings: "" },
    { field: "ttft_ms", from: "column", text: "ttft_s", factor: "1000", meanings: "" },
    { field: "duration_ms", from: "column", text: "", factor: "5", meanings: "" },
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

test("an interrupted import's options are the draft they came from, and come out of it again", () => {
  const options = {
    source: null,
    maps: [
      { field: "duration_ms", column: "latency_s", factor: 1000 },
      { field: "model", column: "name", factor: null },
    ],
    values: [
      { field: "model", from: "old name", to: "new-name" },
      { field: "model", from: "b", to: "c" },
    ],
    sets: { app: "chat" },
    zone: "Asia/Shanghai",
  };

  expect(toOptions(draftOf(options))).toEqual(options);
  const mapped = { source: "litellm", maps: [], sets: {}, zone: null };
  expect(toOptions(draftOf(mapped))).toEqual(mapped);
});

test("a meaning that is none is told by its text", () => {
  const line = { field: "outcome", from: "column", text: "status", factor: "", meanings: "OK=ok, =x, ERR" } as const;

  expect(meaningsProblem([line])).toContain("=x, ERR");
  expect(meaningsProblem([{ ...line, meanings: "OK = ok,, " }])).toBeNull();
  expect(toOptions({ ...NO_MAPPING, lines: [line] }).values).toEqual([{ field: "outcome", from: "OK", to: "ok" }]);
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
