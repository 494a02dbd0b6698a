import { expect, test } from "vitest";
import { matchesIfNoneMatch, notModified, parseIfMatch, versionEtag } from "./etag";

const get = (headers: Record<string, string>) => new Request("http://localhost/", { headers });

test.each([
  ['"x"', true],
  ['W/"x"', true],
  ['"a", "x"', true],
  ['"a,b","x"', true],
  ["*", true],
  ['"y"', false],
  ["x", false],
  ["", false],
])('If-None-Match %s against "x" is %s', (header, matches) => {
  expect(matchesIfNoneMatch(get({ "if-none-match": header }), '"x"')).toBe(matches);
});

test("without If-None-Match nothing matches", () => {
  expect(matchesIfNoneMatch(get({}), '"x"')).toBe(false);
});

test("a 304 has no body and keeps the ETag", async () => {
  const response = notModified('"x"', { "cache-control": "no-cache" });

  expect([response.status, response.headers.get("etag"), await response.text()]).toEqual([304, '"x"', ""]);
});

test("If-Match names the version an edit was made on", () => {
  expect(parseIfMatch(get({ "if-match": versionEtag(12) }))).toBe(12);
  expect(parseIfMatch(get({ "if-match": '"0"' }))).toBe(0);
  expect(parseIfMatch(get({ "if-match": "7" }))).toBe(7);
});

test("an edit without If-Match is refused with 428's code, an unreadable one as invalid", () => {
  expect(() => parseIfMatch(get({}))).toThrow(expect.objectContaining({ code: "PRECONDITION_REQUIRED" }));
  for (const header of ["*", 'W/"1"', '"1", "2"', '"x"', '"-1"', '""']) {
    expect(() => parseIfMatch(get({ "if-match": header }))).toThrow(expect.objectContaining({ code: "INVALID" }));
  }
});
