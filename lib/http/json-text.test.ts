import { expect, test } from "vitest";
import { jsonText } from "./json-text";

const bytes = (text: string) => new TextEncoder().encode(text);
const many = (element: string) => `[${`${element},`.repeat(1_000_001).slice(0, -1)}]`;

test.each(["{}", "[]", '{"a":[]}'])("a body of a million times %s is refused before it is parsed", (element) => {
  expect(() => jsonText(bytes(many(element)))).toThrow(expect.objectContaining({ code: "TOO_LARGE" }));
});

test.each([
  ["numbers", many("0")],
  ["brackets within texts", JSON.stringify(['{"[\\"'.repeat(500_000), "[]"])],
  [
    "ten thousand full records",
    JSON.stringify(Array.from({ length: 10_000 }, () => ({ tags: ["a:b"], units: { n: 1 } }))),
  ],
])("a body of %s is read", (_, text) => {
  expect(jsonText(bytes(text)) === text).toBe(true);
});

test("bytes that are no UTF-8 are refused", () => {
  expect(() => jsonText(new Uint8Array([0x22, 0xff, 0x22]))).toThrow(expect.objectContaining({ code: "INVALID" }));
});
