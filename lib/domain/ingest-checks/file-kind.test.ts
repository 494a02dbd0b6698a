import { expect, test } from "vitest";
import { fileKind, isGzip } from "./file-kind";

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

test.each([
  ["PK\x03\x04rest", "a ZIP archive or a spreadsheet"],
  ["\xd0\xcf\x11\xe0\xa1\xb1", "an Excel file"],
  ["PAR1rest", "a Parquet file"],
  ["BZh91AY", "packed with bzip2"],
  ["\x28\xb5\x2f\xfdrest", "packed with Zstandard"],
  ["\x1f\x8b\x08", "packed twice"],
  [`name${"\0".repeat(253)}ustar`, "a tar archive"],
  ["\x00\x01\x02\x03\x04\x05", "not text"],
  ["\n <!DOCTYPE HTML><title>Sign in", "a web page"],
  ['<?xml version="1.0"?><Error>', "an XML document"],
  ["", "empty"],
])("%j is told to be %s", (text, problem) => {
  expect(fileKind(bytes(text))).toEqual({ problem: expect.stringContaining(problem) });
});

test.each([
  ["id,model\n", "utf-8"],
  ["\xff\xfei\0d\0", "utf-16le"],
  ["i\0d\0,\0", "utf-16le"],
  ["\xfe\xff\0i\0d", "utf-16be"],
  ["\0i\0d\0,", "utf-16be"],
  ["name\nM\xfcnchen\n", "windows-1252"],
  // "ü" in UTF-8, cut off in its middle.
  ["name\nM\xc3", "utf-8"],
])("%j is %s", (text, encoding) => {
  expect(fileKind(bytes(text))).toEqual({ encoding });
});

test("gzip is told by its first two bytes", () => {
  expect(isGzip(bytes("\x1f\x8b\x08"))).toBe(true);
  expect(isGzip(bytes("id"))).toBe(false);
});
