import { expect, test } from "vitest";
import { matchesIfNoneMatch, namesEtag, notModified, parseIfMatch, versionEtag } from "./etag";

const get = (headers: Record<string, string>) => new Request("http://localhost/", { headers });

test.each([
  ['"x"', true],
  ['W/"x"', true],
  ['"a", "x"', true],
  ['"a,b","x"', true],
  ["*", true],
  ['"x-gzip"', true],
  ['W/"x--gzip"', true],
  ['"a", W/"x-br"', true],
  ['"x-tar"', false],
  ['"', false],
  ["W/", false],
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

test.each(['W/"3"', '"3-gzip"', 'W/"3-br"', '"3", W/"3", "3-gzip"', '"3--gzip"'])(
  "If-Match %s, as a proxy that compresses names it, is version 3",
  (header) => {
    expect(parseIfMatch(get({ "if-match": header }))).toBe(3);
  },
);

test("a long header is read in the time its length takes", () => {
  const header = 'W/"3-gzip",'.repeat(500_000);
  const startedAt = performance.now();

  expect(namesEtag(header, '"4"')).toBe(false);
  expect(parseIfMatch(get({ "if-match": header.slice(0, -1) }))).toBe(3);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

test("an edit without If-Match is refused with 428's code, an unreadable one as invalid", () => {
  expect(() => parseIfMatch(get({}))).toThrow(expect.objectContaining({ code: "PRECONDITION_REQUIRED" }));
  for (const header of [
    "*",
    '"1", "2"',
    '"1", W/"2-gzip"',
    '"x"',
    '"-1"',
    '""',
    "W/",
    '"1',
    '"1-tar"',
    '"1", "x"',
    "1".repeat(16),
  ]) {
    expect(() => parseIfMatch(get({ "if-match": header }))).toThrow(expect.objectContaining({ code: "INVALID" }));
  }
});
