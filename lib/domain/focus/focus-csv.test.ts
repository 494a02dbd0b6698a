import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { FocusColumn } from "./focus-column";
import { FocusCsv } from "./focus-csv";

type Row = { series: { name: string | null }; cost: bigint; at: number };
const COLUMNS: FocusColumn<Row>[] = [
  { name: "Name", type: "String", how: "", isOfSeries: true, value: ({ series }) => series.name },
  { name: "Cost", type: "Decimal", how: "", isOfSeries: false, value: ({ cost }) => cost },
  { name: "Again", type: "String", how: "", isOfSeries: true, value: ({ series }) => series.name },
  { name: "At", type: "Date/Time", how: "", isOfSeries: false, value: ({ at }) => at },
];

test("whatever a name holds, a CSV reader gets it back unchanged, and null as an empty field without quotes", () => {
  const names = fc.option(fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => text.isWellFormed()));
  fc.assert(
    fc.property(fc.array(names, { maxLength: 6 }), (all) => {
      const series = all.map((name) => ({ name }));
      const csv = new FocusCsv(COLUMNS, ({ series: own }) => own);
      const rows = [...series, ...series].map((own, index) => ({
        series: own,
        cost: BigInt(index) * 10n ** 17n,
        at: 0,
      }));
      const text = csv.header + rows.map((row) => csv.line(row)).join("");
      const read: (string | null)[][] = parse(text, {
        record_delimiter: "\r\n",
        cast: (value, { quoting }) => (value === "" && !quoting ? null : value),
      });

      expect(read[0]).toEqual(["Name", "Cost", "Again", "At"]);
      expect(read.slice(1).map(([name, , again]) => [name, again])).toEqual(
        rows.map(({ series: { name } }) => [name, name]),
      );
      expect(read.slice(1).every((row) => row[3] === "1970-01-01T00:00:00Z")).toBe(true);
    }),
  );
});

test("names stay as they are, also those that a spreadsheet would run", () => {
  const csv = new FocusCsv(COLUMNS, () => null);
  expect(csv.line({ series: { name: "=1+1" }, cost: -1n, at: 0 })).toBe(
    "=1+1,-0.000000000000000001,=1+1,1970-01-01T00:00:00Z\r\n",
  );
});
