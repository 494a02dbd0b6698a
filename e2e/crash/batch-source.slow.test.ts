import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { type LogRecordInput, logRecordSchema } from "@/lib/contract/log-record";
import { createRandom } from "@/lib/domain/simulation/random";
import { DAY_MS } from "@/lib/domain/time/units";
import { type Batch, createBatchSource } from "./batch-source";

const NOW_MS = Date.parse("2026-03-20T10:00:00Z");
const RETENTION_MS = 45 * DAY_MS;

function batchesOf(seed: number, n: number) {
  const source = createBatchSource("t", NOW_MS);
  const random = createRandom(seed);
  return { batches: Array.from({ length: n }, () => source.next(random)), totals: source.totals };
}

function unwrap({ body, headers }: Batch): unknown[] {
  const unpack = { gzip: gunzipSync, br: brotliDecompressSync, none: Buffer.from }[
    headers["content-encoding"] ?? "none"
  ];
  const text = unpack?.(body).toString() ?? "";
  if (headers["content-type"] === "application/json") return JSON.parse(text);
  return text.split("\n").map((line) => JSON.parse(line));
}

const order = (a: LogRecordInput, b: LogRecordInput) => (a.started_at < b.started_at ? -1 : 1);

test("every batch holds what it says in some wrapping, and nothing that ingest would refuse", () => {
  const { batches } = batchesOf(1, 100);

  for (const batch of batches) {
    expect(unwrap(batch)).toEqual(batch.records);
    for (const record of batch.records) {
      expect(logRecordSchema.safeParse(record).error).toBeUndefined();
      expect(NOW_MS - Date.parse(record.started_at)).toBeLessThan(RETENTION_MS);
    }
  }
  const wrappings = new Set(batches.map(({ headers }) => JSON.stringify(headers)));
  expect(wrappings.size).toBe(6);
  const sizes = batches.map(({ records }) => records.length);
  expect([Math.min(...sizes), Math.max(...sizes) > 500]).toEqual([1, true]);
});

test("batches overlap by a tenth or by their last row, and each record is counted once", () => {
  const { batches, totals } = batchesOf(2, 200);
  const seen = new Set<string>();
  let tenths = 0;
  let lastOnly = 0;
  for (const { records } of batches) {
    const known = records.filter(({ id }) => seen.has(id));
    if (known.length === 1 && records.length > 10 && records.toSorted(order).at(-1) === known[0]) lastOnly++;
    else if (known.length > 1) tenths++;
    for (const { id } of records) seen.add(id);
  }

  expect([tenths > 10, lastOnly > 10]).toEqual([true, true]);
  expect(totals.ids).toEqual(seen);
  const sum = (counts: Iterable<number>) => [...counts].reduce((a, b) => a + b, 0);
  expect([sum(Object.values(totals.outcomes)), sum(totals.byModel.values())]).toEqual([seen.size, seen.size]);
});

test("the same seed makes the same batches", () => {
  const idsOf = () => batchesOf(3, 20).batches.map(({ headers, records }) => [headers, records.map(({ id }) => id)]);
  expect(idsOf()).toEqual(idsOf());
});
