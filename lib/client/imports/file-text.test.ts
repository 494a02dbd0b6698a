import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FileError, fileText, isPlain } from "./file-text";

const TEXT = "id,model\n1,größe\n2,b\n";

async function textOf(content: Uint8Array | string, name = "rows.csv"): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of fileText(new File([new Uint8Array(Buffer.from(content))], name))) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

test.each<[string, Uint8Array | string]>([
  ["UTF-8", TEXT],
  ["gzip, whatever it is called", gzipSync(TEXT)],
  ["UTF-16", Buffer.from(TEXT, "utf16le")],
  ["UTF-16, the high byte first", Buffer.from(TEXT, "utf16le").swap16()],
  ["packed UTF-16", gzipSync(Buffer.from(TEXT, "utf16le"))],
  ["old spreadsheets' characters", Buffer.from(TEXT, "latin1")],
])("a file of %s has the same text", async (_, content) => {
  expect(await textOf(content)).toBe(TEXT);
});

test("a mark at the beginning is no part of the text, however long the file is", async () => {
  const text = "ä,b\n".repeat(60_000);
  expect(await textOf(Buffer.from(`\uFEFF${text}`, "utf16le"))).toBe(text);
});

test.each<[string, Uint8Array | string, string]>([
  ["an empty file", "", "The file is empty"],
  ["a spreadsheet", "PK\u0003\u0004rest", "a spreadsheet"],
  ["a web page", "<html><body>502 Bad Gateway", "a web page"],
  ["what is no text", Buffer.from([1, 0, 2, 3, 0, 0, 4]), "not text"],
  ["an archive cut short", gzipSync("id\n".repeat(9_000)).subarray(0, 30), "a damaged gzip file"],
])("%s ends in one sentence", async (_, content, sentence) => {
  const failing = textOf(content);
  await expect(failing).rejects.toThrow(sentence);
  await expect(failing).rejects.toBeInstanceOf(FileError);
});

test("whatever a file holds, it is its text or ends in a FileError", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      const text = await textOf(bytes).catch((error: unknown) => error);
      expect(typeof text === "string" || text instanceof FileError).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test("only of plain UTF-8 are places in the text places in the file", async () => {
  const plain = (content: Uint8Array | string) => isPlain(new File([new Uint8Array(Buffer.from(content))], "a"));
  expect(await Promise.all([plain(TEXT), plain(gzipSync(TEXT)), plain(Buffer.from(TEXT, "utf16le"))])).toEqual([
    ...[true, false, false],
  ]);
});
