import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvResponse, csvText } from "./csv";

test("whatever a name holds, a CSV reader gets it back in its own field", () => {
  const plain = fc.string({ unit: "grapheme" }).filter((text) => !/^[=+\-@\t\r]/.test(text));
  const tables = fc.array(fc.tuple(plain, plain), { maxLength: 5 });
  fc.assert(
    fc.property(tables, (rows) => {
      const read = parse(csvText(["a", "b"], rows), { record_delimiter: "\r\n" });
      expect(read).toEqual([["a", "b"], ...rows]);
    }),
  );
});

test("a name that a spreadsheet would run is text to it", () => {
  const names = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", '=HYPERLINK("x")'];
  const read: string[][] = parse(
    csvText(
      ["name"],
      names.map((name) => [name]),
    ),
    { record_delimiter: "\r\n" },
  );
  expect(read.slice(1).map(([name]) => name)).toEqual(names.map((name) => `'${name}`));
});

test("numbers stay numbers, also negative ones, and null is an empty field", () => {
  expect(csvText(["a", "b", "c"], [[-1.5, null, "-0.25"]])).toBe("a,b,c\r\n-1.5,,-0.25\r\n");
});

test("a download is named, whatever is asked for", () => {
  const response = csvResponse("a\r\n", 'spend "x"; Asia/Shanghai.csv');
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="spend-x-Asia-Shanghai.csv"');
});
