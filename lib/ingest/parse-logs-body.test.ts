import { expect, test } from "vitest";
import { parseLogsBody } from "./parse-logs-body";

const json = (text: string) => parseLogsBody(text, "application/json; charset=utf-8");
const lines = (text: string) => parseLogsBody(text, "application/x-ndjson");

test("an array, an object with logs and lines all give the same records", () => {
  const expected = [{ value: { id: "a" } }, { value: 7 }];

  expect(json('[{"id":"a"},7]')).toEqual(expected);
  expect(json('{"logs":[{"id":"a"},7]}')).toEqual(expected);
  expect(lines('{"id":"a"}\r\n\n7\n')).toEqual(expected);
  expect(parseLogsBody("[]", null)).toEqual([]);
});

test("a broken line is unreadable by itself", () => {
  expect(lines('{"id":"a"}\n{"id":\n7')).toEqual([
    { value: { id: "a" } },
    { unreadable: expect.stringContaining("not JSON") },
    { value: 7 },
  ]);
});

test.each(["", "  ", "{", '"text"', "7", "null", "{}", '{"logs":{}}', '{"logs":[],"prompt":"x"}'])(
  "a body that holds no records is refused: %s",
  (text) => {
    expect(() => json(text)).toThrow(expect.objectContaining({ code: "INVALID" }));
  },
);

test("a field beside logs is refused by name", () => {
  expect(() => json('{"logs":[],"__proto__":1}')).toThrow(
    expect.objectContaining({ fields: { ["__proto__"]: ["Unknown field"] } }),
  );
});

test("10,000 records are taken and 10,001 are too many, in either form", () => {
  const many = (n: number) => Array.from({ length: n }, () => "0");

  expect(json(`[${many(10_000).join(",")}]`)).toHaveLength(10_000);
  expect(lines(many(10_000).join("\n"))).toHaveLength(10_000);
  expect(() => json(`[${many(10_001).join(",")}]`)).toThrow(expect.objectContaining({ code: "TOO_LARGE" }));
  expect(() => lines(many(10_001).join("\n"))).toThrow(expect.objectContaining({ code: "TOO_LARGE" }));
});

test("other content types are unsupported", () => {
  expect(() => parseLogsBody("[]", "text/csv")).toThrow(expect.objectContaining({ code: "UNSUPPORTED" }));
});
