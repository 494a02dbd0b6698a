import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, type SchemaElement } from "hyparquet";
import { DECIMAL_SCALE, formatFocusDecimal } from "@/lib/domain/focus/focus-decimal";
import { formatFocusInstant } from "@/lib/domain/focus/focus-instant";
import { numberOfBytes } from "./decimal-bytes";

export type FocusFile = { names: string[]; rows: AsyncIterable<(string | null)[]> };

const GZIP = [0x1f, 0x8b];
const PARQUET = Buffer.from("PAR1");

/** The columns and rows of a file, CSV (perhaps packed) or Parquet by how it begins; rows come as they are read. */
export async function readFocusFile(path: string): Promise<FocusFile> {
  const beginning = await beginningOf(path);
  return beginning.equals(PARQUET)
    ? readParquet(path)
    : readCsv(
        path,
        GZIP.every((byte, at) => beginning[at] === byte),
      );
}

async function beginningOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(PARQUET.length), 0, PARQUET.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function readCsv(path: string, isPacked: boolean): Promise<FocusFile> {
  const bytes = createReadStream(path);
  const text = isPacked ? bytes.pipe(createGunzip()) : bytes;
  const records: AsyncIterator<(string | null)[]> = text
    .pipe(
      parse({
        bom: true,
        relax_column_count: true,
        // Only what is empty and not quoted is null.
        cast: (value, { quoting }) => (value === "" && !quoting ? null : value),
      }),
    )
    [Symbol.asyncIterator]();
  const { value: header } = await records.next();
  const names = Array.isArray(header) ? header.map((name) => name ?? "") : [];
  return { names, rows: { [Symbol.asyncIterator]: () => records } };
}

async function readParquet(path: string): Promise<FocusFile> {
  const file = await asyncBufferFromFile(path);
  const stored = await parquetMetadataAsync(file);
  // Decimals as they are stored: the reader would make floats of them.
  const isDecimal = ({ converted_type }: SchemaElement) => converted_type === "DECIMAL";
  const schema = stored.schema.map((element) =>
    isDecimal(element) ? { ...element, converted_type: undefined, logical_type: undefined } : element,
  );
  const metadata = { ...stored, schema };
  const columns = stored.schema.slice(1);
  async function* rows() {
    let start = 0;
    for (const group of metadata.row_groups) {
      const end = start + Number(group.num_rows);
      const objects = await parquetReadObjects({ file, metadata, rowStart: start, rowEnd: end, utf8: false });
      for (const object of objects) {
        yield columns.map((column) => textOf(object[column.name], isDecimal(column) ? (column.scale ?? 0) : null));
      }
      start = end;
    }
  }
  return { names: columns.map(({ name }) => name), rows: rows() };
}

/** A value as it stands in a CSV; `scale` is that of a stored decimal. */
function textOf(value: unknown, scale: number | null): string | null {
  if (value === null || value === undefined) return null;
  if (scale !== null) return formatFocusDecimal(storedNumber(value) * 10n ** BigInt(DECIMAL_SCALE - scale));
  if (value instanceof Date) return formatFocusInstant(value.getTime());
  // A number in E notation has a capital E, and no plus.
  if (typeof value === "number") return String(value).replace(/e\+?/, "E");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function storedNumber(value: unknown): bigint {
  if (value instanceof Uint8Array) return numberOfBytes(value);
  return typeof value === "bigint" || typeof value === "number" ? BigInt(value) : 0n;
}
