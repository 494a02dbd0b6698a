import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import type { FileFormat } from "@/lib/contract/imports";
import { fileDigest } from "./import-key";
import { readRows, readTextRows } from "./read-rows";

const folder = mkdtempSync(join(tmpdir(), "switchyard-rows-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function rowsOf(content: string | Buffer, format: FileFormat = "csv", name = "file") {
  const file = join(folder, name);
  writeFileSync(file, content);
  const rows = [];
  for await (const item of readRows(file, format).rows) rows.push("row" in item ? item.row : item.error);
  return rows;
}
const ROWS = [
  { id: "1", model: "größe" },
  { id: "2", model: "b" },
];
const utf16be = (text: string) => Buffer.from(text, "utf16le").swap16();

test.each<[string, string | Buffer]>([
  ["line feeds", "id,model\n1,größe\n2,b\n"],
  ["carriage returns and line feeds", "id,model\r\n1,größe\r\n2,b"],
  ["carriage returns alone", "id,model\r1,größe\r2,b\r"],
  ["semicolons", "id;model\n1;größe\n2;b\n"],
  ["tabs", "id\tmodel\n1\tgröße\n2\tb\n"],
  ["Excel's first line", "sep=;\r\nid;model\r\n1;größe\r\n2;b\r\n"],
  ["a mark of UTF-8", "\uFEFFid,model\n1,größe\n2,b\n"],
  ["UTF-16 with its mark", Buffer.from("\uFEFFid,model\n1,größe\n2,b\n", "utf16le")],
  ["UTF-16, the high byte first", utf16be("\uFEFFid,model\n1,größe\n2,b\n")],
  ["UTF-16 without a mark", Buffer.from("id\tmodel\r\n1\tgröße\r\n2\tb\r\n", "utf16le")],
  ["old spreadsheets' characters", Buffer.from("id,model\n1,größe\n2,b\n", "latin1")],
  ["gzip, whatever it is called", gzipSync("id,model\n1,größe\n2,b\n")],
])("a CSV with %s has the same rows", async (_, content) => {
  expect(await rowsOf(content)).toEqual(ROWS);
});

test.each(["logs", "data", "observations", "rows"])("a JSON file may have its rows in %s", async (holder) => {
  expect(await rowsOf(JSON.stringify({ [holder]: ROWS, meta: {} }), "json")).toEqual(ROWS);
});

test.each([{ info: {}, data: { spans: [] } }, { resourceSpans: [{}] }, { trace_info: {}, spans: [{}] }])(
  "a JSON file of one trace is one row: %j",
  async (trace) => {
    expect(await rowsOf(JSON.stringify(trace, null, 2), "json")).toEqual([trace]);
  },
);

test("a JSON file of one object a line is read by lines", async () => {
  const lines = ROWS.map((row) => JSON.stringify(row)).join("\n");
  expect(await rowsOf(lines, "json")).toEqual(ROWS);
  expect(await rowsOf(Buffer.from(`\uFEFF${lines}`, "utf16le"), "jsonl")).toEqual(ROWS);
});

test("a piece of a file ends its lines as the file does", async () => {
  const read = async (text: string, header: string | null) => {
    const lines = [];
    for await (const { line } of readTextRows({ text, format: "csv", header, firstLine: header === null ? 1 : 8 }))
      lines.push(line);
    return lines;
  };
  expect(await read("id,model\r1,a\r2,b\r", null)).toEqual([2, 3]);
  expect(await read("1,a\r2,b\r", "id,model")).toEqual([8, 9]);
});

test("a piece of Excel's own CSV is read by the line that names its separator", async () => {
  const rows = [];
  const piece = { text: "1;a\r\n2;b\r\n", format: "csv", header: "sep=;\r\nid;model", firstLine: 8 } as const;
  for await (const row of readTextRows(piece)) rows.push(row);
  expect(rows).toEqual([
    { line: 8, row: { id: "1", model: "a" } },
    { line: 9, row: { id: "2", model: "b" } },
  ]);
});

test.each<[string, string | Buffer, FileFormat, string]>([
  ["a spreadsheet", Buffer.from("PK\u0003\u0004rest"), "csv", "a ZIP archive or a spreadsheet"],
  ["Parquet", "PAR1rest", "csv", "a Parquet file"],
  ["an empty file", "", "csv", "The file is empty"],
  ["an empty file of lines", "", "jsonl", "The file is empty"],
  ["a web page", "<!DOCTYPE html><html><title>Sign in</title>", "csv", "a web page"],
  ["what is no text", Buffer.from([1, 0, 2, 3, 0, 0, 4]), "jsonl", "not text"],
  ["JSON under another name", '[{"id": "1"}]', "csv", "holds JSON, no CSV"],
  ["a damaged archive", Buffer.concat([gzipSync("id\n1\n").subarray(0, 12), Buffer.from("rubbish")]), "csv", "gzip"],
  ["an archive cut short", gzipSync("id\n".repeat(9_000)).subarray(0, 30), "jsonl", "gzip"],
  ["no JSON", "{ id: 1 }", "json", "Must be a JSON array"],
  ["JSON without rows", '{"total": 3}', "json", "Must be a JSON array"],
  ["a JSON text", '"id"', "json", "Must be a JSON array"],
])("%s ends in one sentence", async (_, content, format, sentence) => {
  await expect(rowsOf(content, format)).rejects.toMatchObject({
    code: "INVALID",
    message: expect.stringContaining(sentence),
  });
});

test("a folder, and a file that is gone, end in one sentence", async () => {
  await expect(fileDigest(folder)).rejects.toMatchObject({
    code: "INVALID",
    message: "The file is a folder, not a file",
  });
  await expect(fileDigest(join(folder, "none"))).rejects.toMatchObject({ message: "The file does not exist" });
});
