import { expect, test } from "vitest";
import { previewImport } from "./preview-import";

const NOW_US = Date.UTC(2026, 2, 1) * 1_000;
const OPTIONS = { source: null, maps: [], sets: { outcome: "ok", duration_ms: "5", model: "m" }, zone: null };

const preview = (text: string) => previewImport({ text, format: "csv", options: OPTIONS, nowUs: NOW_US });

test("the first rows are told as the import would take them, their age included", async () => {
  const times = ["2026-02-01T00:00:00Z", "2016-01-01T00:00:00Z", "2026-03-01T01:00:00Z", "2026-02-01 00:00:00"];
  const { columns, rows } = await preview(`started_at\n${times.join("\n")}\n`);

  expect(columns).toEqual(["started_at"]);
  expect(rows.map(({ line, record }) => [line, record?.started_at ?? null])).toEqual([
    [2, "2026-02-01T00:00:00.000Z"],
    [3, null],
    [4, null],
    [5, null],
  ]);
  expect(rows.map(({ reasons }) => reasons)).toEqual([
    [],
    ["started_at: Is older than the 3,653 days that history is taken for"],
    ["started_at: Is more than 5 minutes in the future"],
    ["started_at names no zone: say which one times without one are in"],
  ]);
});

test("a file without rows has columns and nothing to show", async () => {
  expect(await preview("model,duration_ms\n")).toEqual({ columns: [], unused_columns: [], rows: [] });
});

test("columns that fill no field are named", async () => {
  expect((await preview("started_at,Cluster\n2026-02-01T00:00:00Z,c1\n")).unused_columns).toEqual(["Cluster"]);
});

test("a row nested deeper than can be written is shown as far as anybody looks", async () => {
  const text = `[{"model":"m","metadata":${"[".repeat(50_000)}1${"]".repeat(50_000)}}]`;
  const { rows } = await previewImport({ text, format: "json", options: OPTIONS, nowUs: NOW_US });

  expect(JSON.stringify(rows[0]?.row)).toBe(`{"model":"m","metadata":${"[".repeat(20)}"…"${"]".repeat(20)}}`);
});
