import fc from "fast-check";
import { expect, test } from "vitest";
import { spansByBucket, uniteSpans, withSpanColumn } from "./plot-spans";
import type { PlotRow } from "./plot-types";

const row = (at: number): PlotRow => ({ at, filling: false, values: {}, n: {} });
const rows = [row(0), row(10), row(20)];
const span = (from: number, to: number, label = `${from}-${to}`) => ({ from, to, label, shaded: [{ from, to }] });

test("what is shaded is what any span covers of the plot, each moment once", () => {
  const moment = fc.integer({ min: -20, max: 60 });
  fc.assert(
    fc.property(fc.array(fc.tuple(moment, moment)), (ends) => {
      const spans = ends.map(([a, b]) => span(Math.min(a, b), Math.max(a, b)));
      const united = uniteSpans(spans, { from: 0, to: 30 });
      for (let at = -20; at < 60; at++) {
        const covers = ({ from, to }: { from: number; to: number }) => from <= at && at < to;
        const isShaded = at >= 0 && at < 30 && spans.some(covers);
        expect(united.filter(covers)).toHaveLength(isShaded ? 1 : 0);
      }
    }),
  );
});

test("a bucket names every span that lies in it, also one shorter than it, and none that only touches it", () => {
  const spans = [span(12, 13), span(5, 20), span(29, 40)];

  expect([...spansByBucket(rows, spans, 30)].map(([at, own]) => [at, own.map(({ label }) => label)])).toEqual([
    [0, ["5-20"]],
    [10, ["12-13", "5-20"]],
    [20, ["29-40"]],
  ]);
});

test("the table of a chart says them too", () => {
  const table = { columns: [{ label: "At" }], rows: [[0], [10], [20]] };

  expect(withSpanColumn(table, { rows, to: 30 }, { label: "Out", spans: [span(3, 4)] })).toEqual({
    columns: [{ label: "At" }, { label: "Out" }],
    rows: [
      [0, "3-4"],
      [10, ""],
      [20, ""],
    ],
  });
  expect(withSpanColumn(table, { rows, to: 30 }, { label: "Out", spans: [] })).toBe(table);
});
