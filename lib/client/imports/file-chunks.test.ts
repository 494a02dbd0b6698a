import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { FileFormat } from "@/lib/contract/imports";
import { type FileChunk, fileChunks, headerOf } from "./file-chunks";
import { fileText } from "./file-text";

async function chunksOf(bytes: Uint8Array, format: FileFormat, from = 0, pieceBytes = 64 * 1024): Promise<FileChunk[]> {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  const chunks: FileChunk[] = [];
  for await (const chunk of fileChunks(pieces(), format, from)) chunks.push(chunk);
  return chunks;
}
const encode = (text: string) => new TextEncoder().encode(text);

test("a large file comes in pieces of whole rows that are the file again, wherever one goes on", async () => {
  const row = `"a ""quoted"" name\nover two lines","${"ü".repeat(300)}",7\n`;
  const bytes = encode(`name,filler,n\n${row.repeat(5_000)}`);
  const chunks = await chunksOf(bytes, "csv");

  expect(chunks.length).toBeGreaterThan(2);
  expect(chunks.map(({ text }) => text).join("")).toBe(new TextDecoder().decode(bytes));
  expect(chunks.map(({ isLast }) => isLast)).toEqual(chunks.map((_, index) => index === chunks.length - 1));
  for (const chunk of chunks.slice(0, -1)) {
    expect(chunk.text.endsWith(",7\n")).toBe(true);
    const rest = await chunksOf(bytes, "csv", chunk.nextOffset);
    expect(rest.map(({ text }) => text).join("")).toBe(new TextDecoder().decode(bytes.subarray(chunk.nextOffset)));
    expect(rest[0]?.offset).toBe(chunk.nextOffset);
  }
});

test("whatever is in the quotes, no piece ends within them", async () => {
  const field = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "é"), maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(field, { minLength: 1, maxLength: 3 }), { minLength: 1 }), async (rows) => {
      const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
      const text = rows.map((cells) => `${cells.map(quote).join(",")}\n`).join("");
      const many = text.repeat(Math.ceil(1_200_000 / encode(text).length));
      const chunks = await chunksOf(encode(many), "csv");
      expect(chunks.map((chunk) => chunk.text).join("")).toBe(many);
      for (const chunk of chunks) expect((chunk.text.match(/"/g)?.length ?? 0) % 2).toBe(0);
    }),
    { numRuns: 15 },
  );
});

test("packed files are unpacked, an array is one piece, and a small file is the last piece at once", async () => {
  const file = new File([new Uint8Array(gzipSync("a,b\n1,2\n"))], "rows.csv.gz");
  const chunks: FileChunk[] = [];
  for await (const chunk of fileChunks(fileText(file), "csv")) chunks.push(chunk);
  expect(chunks).toEqual([{ offset: 0, nextOffset: 8, text: "a,b\n1,2\n", isLast: true }]);

  const array = JSON.stringify(Array.from({ length: 40_000 }, (_, n) => ({ n, filler: "x".repeat(60) })));
  expect(await chunksOf(encode(array), "json")).toHaveLength(1);
  await expect(chunksOf(encode(array.repeat(4)), "json")).rejects.toThrow("command line");
});

test("the header of a CSV is its first line, a quoted newline included", () => {
  expect(headerOf("a,b\r\n1,2\n")).toBe("a,b");
  expect(headerOf('"a\nb",c\n1,2')).toBe('"a\nb",c');
  expect(headerOf("a,b")).toBe("a,b");
  expect(headerOf("a,b\r1,2\r")).toBe("a,b");
  expect(headerOf("sep=;\r\na;b\r\n1;2\r\n")).toBe("sep=;\r\na;b");
});

test.each([";", "\t"])(
  "where %j stands between fields, a newline within quotes ends no row either",
  async (between) => {
    const row = ["m", '"two\nlines"', "7"].join(between);
    const chunks = await chunksOf(encode(`a${between}b${between}c\n${`${row}\n`.repeat(90_000)}`), "csv");

    expect(chunks.length).toBeGreaterThan(1);
    for (const { text } of chunks) expect(text.endsWith(`${between}7\n`)).toBe(true);
    expect(headerOf(`a${between}"b\nc"\n1`)).toBe(`a${between}"b\nc"`);
  },
);

test("a stray quote within a field opens none", async () => {
  const row = '5" disk,"two\nlines",7\n';
  const chunks = await chunksOf(encode(row.repeat(80_000)), "csv");

  expect(chunks.length).toBeGreaterThan(1);
  for (const { text } of chunks) expect(text.startsWith('5" disk') && text.endsWith(",7\n")).toBe(true);
});

test("a file that ends its lines in carriage returns alone comes in pieces of whole rows too", async () => {
  const row = 'm,"two\rlines",7\r';
  const csv = encode(`a,b,c\r${row.repeat(90_000)}`);
  const chunks = await chunksOf(csv, "csv");

  expect(chunks.length).toBeGreaterThan(1);
  expect(chunks.map(({ text }) => text).join("")).toBe(new TextDecoder().decode(csv));
  for (const { text } of chunks) expect(text.endsWith(",7\r")).toBe(true);
  const lines = await chunksOf(encode('{"n":1}\r'.repeat(200_000)), "jsonl");
  expect(lines.length).toBeGreaterThan(1);
  for (const { text } of lines) expect(text.endsWith("}\r")).toBe(true);
});
