import { expect, test } from "vitest";
import { importChunkSchema, newImportSchema } from "./imports";
import { importParamsSchema } from "./path-params";

const options = { source: null, maps: [], sets: {}, zone: null };
const begun = { file_name: "a.csv", file_digest: "ab".repeat(32), options };
const UNSTORABLE = ["a\u0000b", "\ud800"];

test.each(UNSTORABLE)("text that no database column holds (%j) is refused by the name of its field", (text) => {
  const map = { field: "model", column: text, factor: null };
  const wrong: [path: string, value: object][] = [
    ["file_name", { ...begun, file_name: text }],
    ["options.source", { ...begun, options: { ...options, source: text } }],
    ["options.maps.0.column", { ...begun, options: { ...options, maps: [map] } }],
    ["options.values.0.to", { ...begun, options: { ...options, values: [{ field: "model", from: "m", to: text }] } }],
    ["options.sets.model", { ...begun, options: { ...options, sets: { model: text } } }],
  ];
  for (const [path, value] of wrong) {
    const { error } = newImportSchema.safeParse(value);
    expect([path, error?.issues.map((issue) => issue.path.join("."))]).toEqual([path, [path]]);
  }
  expect(importParamsSchema.safeParse({ id: text }).success).toBe(false);
});

test("a field may be set to nothing", () => {
  expect(newImportSchema.safeParse({ ...begun, options: { ...options, sets: { tier: "" } } }).success).toBe(true);
});

test("a line that could not be counted on from is refused", () => {
  const chunk = { offset: 0, next_offset: 1, format: "csv", header: null, text: "a\n", is_last: true };
  expect(importChunkSchema.safeParse({ ...chunk, first_line: 2 ** 40 }).success).toBe(true);
  expect(importChunkSchema.safeParse({ ...chunk, first_line: Number.MAX_SAFE_INTEGER }).success).toBe(false);
});
