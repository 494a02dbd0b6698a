import { expect, test } from "vitest";
import { cropPlot } from "./crop-plot";
import { ALL_LINES, type PlotRow } from "./plot-types";
import { readingText, readRow } from "./read-row";

const lines = ["p50", "p99"].map((key) => ({ key, label: key, color: "" }));
const ms = (value: number | null) => (value === null ? "—" : `${value} ms`);
const options = { ...{ lines, zone: "UTC", daily: false, from: 0, isStacked: false }, formatValue: ms };
const row: PlotRow = {
  at: Date.parse("2026-03-01T14:00:00Z"),
  filling: false,
  values: { p50: 10, p99: null },
  n: { p50: 200, p99: 200 },
  bands: { p50: [9, 11] },
  before: { at: Date.parse("2026-02-28T14:00:00Z"), values: { p50: 8, p99: 20 } },
};

test("all lines of a bucket are read at once, with counts, bands, the period before and what happened", () => {
  const reading = readRow(row, options);
  expect(readingText(reading, [{ at: row.at, label: "Failover: a" }])).toBe(
    "2026-03-01 14:00 UTC. p50 10 ms (9 ms – 11 ms, before 8 ms, n 200); p99 — (before 20 ms, n 200). Before: 2026-02-28 14:00 UTC. Failover: a",
  );
});

test("a stack has a sum, compared with that of the period before", () => {
  const stacked = { ...row, values: { p50: 10, p99: 5 }, before: { at: 0, values: { [ALL_LINES]: 12 } } };
  const reading = readRow(stacked, { ...options, isStacked: true, totalLabel: "Total" });
  expect(reading.total).toEqual({ label: "Total", value: "15 ms", n: 400, before: "12 ms" });
  expect(reading.entries.map(({ before }) => before)).toEqual([undefined, undefined]);
});

test("of a stack whose values are all unknown the sum is too, and of zeros it is zero", () => {
  const totalOf = (values: PlotRow["values"]) =>
    readRow({ ...row, values }, { ...options, isStacked: true, totalLabel: "Total" }).total?.value;
  expect(totalOf({ p50: null })).toBe("—");
  expect(totalOf({ p50: null, p99: 3 })).toBe("3 ms");
  expect(totalOf({ p50: 0, p99: 0 })).toBe("0 ms");
});

test("what is cropped keeps its lines to the edges, and a gap stays one", () => {
  const rowAt = (at: number, value: number | null): PlotRow => ({ at, filling: false, values: { p50: value }, n: {} });
  const plot = { from: 0, to: 30, lines: lines.slice(0, 1), rows: [rowAt(0, 0), rowAt(10, 10), rowAt(20, null)] };
  const { rows, from, to } = cropPlot(plot, { from: 5, to: 15 });
  expect([from, to]).toEqual([5, 15]);
  expect(rows.map(({ at, values }) => [at, values.p50])).toEqual([
    [5, 5],
    [10, 10],
    [15, null],
  ]);
  expect(cropPlot(plot, null)).toBe(plot);
  expect(cropPlot(plot, { from: 40, to: 50 })).toBe(plot);
});
