import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvResponse, csvText } from "./csv";

test("whatever a name holds, a CSV reader gets it back in its own field", () => {
  const plain = fc
    .string({ unit: "grapheme" })
    .filter((text) => !/(^|[,;\t\r\n])[\p{Z}"]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text));
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
  const written = names.map((name) => (name === "\t=1" ? "'\t'=1" : `'${name}`));
  expect(read.slice(1).map(([name]) => name)).toEqual(written);
});

const anything = fc.array(fc.constantFrom(..."=+-@＝＋－＠,;\t\r\n\"' a1.")).map((signs) => signs.join(""));

test("whatever a name holds, nothing a spreadsheet splits it into begins like a formula, and only apostrophes were added", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anything, anything), { maxLength: 4 }), (rows) => {
      const text = csvText(["a", "b"], rows);
      const pieces = text.split(/[,;\t\r\n]/).map((piece) => piece.replace(/^[\p{Z}"]+/u, ""));
      const run = pieces.filter((piece) => /^[=+\-@＝＋－＠]/.test(piece) && !/^-\d+(\.\d+)?"?$/.test(piece));
      expect(run).toEqual([]);
      const read: string[][] = parse(text, { record_delimiter: "\r\n" });
      const bare = (fields: readonly string[]) => fields.map((field) => field.replaceAll("'", ""));
      expect(read.slice(1).map(bare)).toEqual(rows.map(bare));
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ["a;=1+1", `"a;'=1+1"`],
  ["a\t@SUM(A1)", `"a\t'@SUM(A1)"`],
  ["a\n+1", `"a\n'+1"`],
  ["a, -2+3", `"a,' -2+3"`],
  ["＝1+1", "'＝1+1"],
  ["－1", "'－1"],
  [" =1", "' =1"],
  ["gpt-4+vision", "gpt-4+vision"],
])("%j is written as %j", (name, written) => {
  expect(csvText(["name"], [[name]])).toBe(`name\r\n${written}\r\n`);
});

test("numbers stay numbers, also negative ones, and null is an empty field", () => {
  expect(csvText(["a", "b", "c"], [[-1.5, null, "-0.25"]])).toBe("a,b,c\r\n-1.5,,-0.25\r\n");
});

test("a download is named, whatever is asked for", () => {
  const response = csvResponse("a\r\n", 'spend "x"; Asia/Shanghai.csv');
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="spend-x-Asia-Shanghai.csv"');
});
