import { expect, test } from "vitest";
import { toCsv } from "./csv";

const csv = (rows: (string | number | null)[][]) =>
  toCsv({ columns: [{ label: "Model" }, { label: "p99 (ms)" }], rows });

test("unknown is an empty cell, never 0", () => {
  expect(csv([["a", null]])).toBe("\uFEFFModel,p99 (ms)\r\na,\r\n");
});

test("commas, quotes and line ends are kept inside their cell", () => {
  expect(csv([['a,"b"\nc', 1]])).toContain('"a,""b""\nc",1\r\n');
});

test("a name that looks like a formula is not one in a spreadsheet", () => {
  expect(csv([["=HYPERLINK(1)", -2]])).toContain("'=HYPERLINK(1),-2");
  expect(csv([["-0.25", 1]])).toContain("\r\n-0.25,1");
});
