import { expect, test } from "vitest";
import { csvDelimiter } from "./csv-delimiter";

test.each([
  ["model,duration_ms\na;b;c;d\n", ","],
  ["model;duration_ms;cost, in USD\n", ";"],
  ["model\tduration_ms\n", "\t"],
  ['"a,b,c,d";"e\nf"\n', ";"],
  ["model\n", ","],
  ["", ","],
])("fields of %j are separated by %j", (beginning, delimiter) => {
  expect(csvDelimiter(beginning)).toBe(delimiter);
});
