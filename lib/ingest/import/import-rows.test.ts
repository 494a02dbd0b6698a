import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { fileDigest, importKey } from "./import-key";
import { parseImportOptions } from "./import-options";
import { importRows } from "./import-rows";
import type { MappedRow } from "./map-row";
import { columnBatchReader, findLastEndUs } from "./read-columns";
import { readRows, readTextRows } from "./read-rows";

const folder = mkdtempSync(join(tmpdir(), "switchyard-import-"));
afterAll(() => rmSync(folder, { recursive: true }));
const NOW_US = Date.UTC(2026, 2, 1) * 1000;

/** Imports a small file with a submit that accepts everything, and shows what it was sent. */
async function run(name: string, content: string | Buffer, args: string[] = []) {
  const file = join(folder, name);
  writeFileSync(file, content);
  const options = parseImportOptions([file, ...args]);
  const sent: MappedRow[] = [];
  const lastEndUs = options.isShiftedToNow
    ? await findLastEndUs(readRows(file, options.format).rows, options, NOW_US)
    : null;
  const reader = columnBatchReader({
    options,
    identity: importKey(await fileDigest(file), { ...options, source: null }),
    anchorUs: NOW_US,
    shiftUs: lastEndUs === null ? 0 : NOW_US - lastEndUs,
  });
  const summary = await importRows(readRows(file, options.format).rows, {
    reader,
    batchSize: options.batchSize,
    take: async (_, { records }) => {
      sent.push(...records.map(({ record }) => record));
      return { accepted: records.length, duplicates: 0, rejected: [] };
    },
  });
  return { sent, summary };
}

test.each([
  ["Bedrock's lines, gzipped as S3 has them", "bedrock", gzipSync('{"schemaType":"ModelInvocationLog"}\n{"a":1}\n'), 2],
  ["what Cloudflare's API answers", "cloudflare", '{\n "result": [{ "model": "m" }],\n "success": true\n}', 1],
  ["an answer of CloudWatch", "bedrock", '{ "events": [{ "message": "{}" }],\n "searchedLogStreams": [] }', 1],
])("a file of %s is read row by row", async (_, source, content, rows) => {
  const name = typeof content === "string" ? `${source}.json` : `${source}.jsonl.gz`;
  writeFileSync(join(folder, name), content);
  const { format } = parseImportOptions([join(folder, name), "--source", source]);
  const read: unknown[] = [];
  for await (const row of readRows(join(folder, name), format).rows) read.push(row);

  expect(read).toEqual(Array.from({ length: rows }, () => expect.objectContaining({ row: expect.anything() })));
});

test("a CSV with the record's own column names needs no options, and foreign columns are told", async () => {
  const { sent, summary } = await run(
    "own.csv",
    "\uFEFFid,started_at,model,duration_ms,outcome,streamed,tags,cluster\na,2026-02-01T00:00:00Z,m,12.5,ok,true,x;y,c1\n",
  );

  expect(sent).toEqual([
    {
      id: "a",
      started_at: "2026-02-01T00:00:00.000Z",
      model: "m",
      duration_ms: 12.5,
      outcome: "ok",
      streamed: true,
      tags: ["x", "y"],
    },
  ]);
  expect(summary).toMatchObject({ read: 1, accepted: 1, ignoredColumns: ["cluster"] });
});

test("a mapped column wins over one of the field's own name, and a set value fills only what is empty", async () => {
  const rows = [
    { status: 429, http_status: 500, ttft_s: 0.2977978014, end_s: 1.2345678 },
    { status: null, ttft_s: 0.1, end_s: 0.3 },
  ];
  const { sent } = await run("mapped.json", JSON.stringify(rows), [
    ..."--map http_status=status --set http_status=200 --map ttft_ms=ttft_s*1000 --map duration_ms=end_s*1000".split(
      " ",
    ),
    ..."--set model=m --clock 2026-02-01T00:00:00Z,1s".split(" "),
  ]);

  expect(sent.map((row) => [row.http_status, row.ttft_ms, row.duration_ms, row.started_at])).toEqual([
    [429, 297.798, 1234.568, "2026-02-01T00:00:00.000Z"],
    [200, 100, 300, "2026-02-01T00:00:01.000Z"],
  ]);
});

test("keys of rows without one come from the file and the row: the same again, others under other options", async () => {
  const content =
    '{"logs":[{"model":"m","duration_ms":1,"outcome":"ok"},{"model":"m","duration_ms":1,"outcome":"ok"}]}';
  const clock = ["--clock", "now-1h,1s"];
  const ids = async (name: string, args: string[], text = content) =>
    (await run(name, text, args)).sent.map((row) => row.id);

  const first = await ids("a.json", clock);
  expect(new Set(first).size).toBe(2);
  expect(await ids("renamed.json", [...clock, "--batch", "1"])).toEqual(first);
  expect(await ids("a.json", [...clock, "--set", "region=eu"])).not.toEqual(first);
  expect(await ids("b.json", clock, `${content} `)).not.toEqual(first);
});

test("--shift now moves every time by the same amount, so that the last record ends now", async () => {
  const csv = "TIMESTAMP,n\n2023-11-16 18:17:05.5000000,1\n2023-11-16 18:17:03.9799600,2\n";
  const { sent } = await run("shift.csv", csv, [
    ..."--map started_at=TIMESTAMP --map output_tokens=n --set duration_ms=500 --set outcome=ok --set model=m".split(
      " ",
    ),
    ..."--zone UTC --shift now".split(" "),
  ]);

  expect(sent.map((row) => row.started_at)).toEqual(["2026-02-28T23:59:59.500Z", "2026-02-28T23:59:57.979960Z"]);
});

test("what cannot be read or lacks a field is told by reason, count and first lines, and spoils nothing else", async () => {
  const { sent, summary } = await run(
    "broken.jsonl",
    [
      '{"model":"m","duration_ms":1,"outcome":"ok","started_at":"2026-02-01T00:00:00Z"}',
      "{not json",
      "[1]",
      '{"model":"m","duration_ms":1,"outcome":"ok"}',
      '{"model":"m","duration_ms":1,"outcome":"ok","started_at":"2026-02-01 00:00:00"}',
      '{"model":"m","outcome":"ok","started_at":"2026-02-01T00:00:00Z"}',
      '{"model":"m","duration_ms":1}',
    ].join("\n"),
  );

  expect(sent).toHaveLength(1);
  expect(summary).toMatchObject({ read: 7, accepted: 1, rejected: 6 });
  expect(summary.reasons.map(({ reason, firstLines }) => [reason.split(":")[0], firstLines])).toEqual(
    expect.arrayContaining([
      ["Not readable as JSON", [2]],
      ["Not a JSON object", [3]],
      ["started_at is missing", [4]],
      ["started_at names no zone", [5]],
      ["duration_ms is missing", [6]],
      ["outcome and http_status are missing", [7]],
    ]),
  );
});

test("a CSV row with a column too many is rejected by its line, and the file goes on", async () => {
  const { sent, summary } = await run(
    "ragged.csv",
    "model,duration_ms,outcome,started_at\nm,1,ok,2026-02-01T00:00:00Z\nm,1,ok,2026-02-01T00:00:00Z,extra\nm,2,ok,2026-02-01T00:00:00Z\n",
  );

  expect(sent.map((row) => row.duration_ms)).toEqual([1, 2]);
  expect(summary.reasons).toEqual([{ reason: "Has 5 fields where the first line names 4", count: 1, firstLines: [3] }]);
});

test.each([
  ['m"x,2\n', "Has a quotation mark within a field that does not begin with one"],
  ['"m"x,2\n', "Has text behind the quotation mark that ends a field"],
  ['m,"2\n', "Opens a quotation mark that is never closed"],
  ["m\n", "Has 1 field where the first line names 2"],
])("a CSV row %j is refused in words for whoever has the file", async (row, reason) => {
  const { summary } = await run("odd.csv", `model,duration_ms\n${row}`);

  expect(summary.reasons[0]?.reason).toBe(reason);
});

test("rows that cannot be read come in the place they have in the file", async () => {
  const lines = [];
  const text = "a\n1\n2,2\n3\n4,4\n5\n";
  for await (const { line } of readTextRows({ text, format: "csv", header: null, firstLine: 1 })) lines.push(line);

  expect(lines).toEqual([2, 3, 4, 5, 6]);
});

test("text that is no number is left for validation to refuse by name", async () => {
  const { sent } = await run("text.csv", "model,duration_ms,outcome,started_at\nm,fast,ok,2026-02-01T00:00:00Z\n");

  expect(sent[0]?.duration_ms).toBe("fast");
});

test("a piece of a CSV is read with the header given, whatever either ends its lines with", async () => {
  const read = async (text: string) => {
    const rows = [];
    for await (const row of readTextRows({ text, format: "csv", header: '"model","note"', firstLine: 8 }))
      rows.push(row);
    return rows;
  };
  const expected = [
    { line: 8, row: { model: "m", note: "a,b" } },
    { line: 9, row: { model: "n", note: "" } },
  ];

  expect(await read('"m","a,b"\r\n"n",""\r\n')).toEqual(expected);
  expect(await read('"m","a,b"\n"n",""\n')).toEqual(expected);
});

test.each([";", "\t"])("fields may be separated by %j", async (between) => {
  const row = ["m", "1", "ok", '"2026-02-01T00:00:00Z"'].join(between);
  const { sent } = await run(
    "other.csv",
    `${["model", "duration_ms", "outcome", "started_at"].join(between)}\n${row}\n`,
  );

  expect(sent).toMatchObject([{ model: "m", duration_ms: 1, outcome: "ok" }]);
});

test("packed files are unpacked", async () => {
  const { summary } = await run(
    "packed.csv.gz",
    gzipSync("model,duration_ms,outcome,started_at\nm,1,ok,2026-02-01T00:00:00Z\n"),
  );

  expect(summary.accepted).toBe(1);
});
