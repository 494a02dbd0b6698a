import { ByteWriter, type ColumnSource, ParquetWriter } from "hyparquet-writer";
import {
  ARCHIVE_COLUMNS,
  ARCHIVE_FORMAT,
  type ArchiveColumn,
  type ArchiveRow,
  type ArchiveType,
} from "@/lib/domain/archive/archive-columns";
import { ARCHIVE_CODEC, archiveCompressors } from "./archive-codec";
import { archiveSchema } from "./archive-schema";
import { orderRows } from "./order-rows";
import { RowsDigest } from "./rows-digest";

/** Rows that are in memory at a time, and what a reader skips at once by time. */
const ROWS_PER_GROUP = 8_192;

export const FORMAT_KEY = "switchyard.archive.format";
export const DAY_KEY = "switchyard.archive.day";

/** What a file holds, as its writer counted it; `digest` is of its rows in their order there. */
export type WrittenArchive = { rows: number; digest: string };

/**
 * Writes attempts of a day as a Parquet file. They come in the order of time; groups hold spans of it that follow each other,
 * and are sorted by names within.
 *
 * What `add` and `end` return is the file, in order; null where nothing is ready yet.
 */
export class ArchiveWriter {
  readonly #bytes = new ByteWriter();
  readonly #writer: ParquetWriter;
  readonly #digest = new RowsDigest();
  readonly #rowsPerGroup: number;
  #waiting: ArchiveRow[] = [];
  #rows = 0;

  constructor({ day, rowsPerGroup = ROWS_PER_GROUP }: { day: string; rowsPerGroup?: number }) {
    this.#rowsPerGroup = rowsPerGroup;
    this.#writer = new ParquetWriter({
      writer: this.#bytes,
      schema: archiveSchema(),
      codec: ARCHIVE_CODEC,
      compressors: archiveCompressors,
      kvMetadata: [
        { key: FORMAT_KEY, value: String(ARCHIVE_FORMAT) },
        { key: DAY_KEY, value: day },
      ],
      createdBy: "switchyard",
    });
  }

  add(rows: readonly ArchiveRow[]): Uint8Array<ArrayBuffer> | null {
    for (const row of rows) {
      this.#waiting.push(row);
      if (this.#waiting.length === this.#rowsPerGroup) this.#writeGroup();
    }
    return this.#bytes.index === 0 ? null : this.#taken();
  }

  end(): { bytes: Uint8Array<ArrayBuffer>; written: WrittenArchive } {
    if (this.#waiting.length > 0) this.#writeGroup();
    this.#writer.finish();
    return { bytes: this.#taken(), written: { rows: this.#rows, digest: this.#digest.end() } };
  }

  #writeGroup(): void {
    const rows = orderRows(this.#waiting);
    const columnData = ARCHIVE_COLUMNS.map((column, place) => sourceOf(column, rows, place));
    this.#writer.write({ columnData, rowGroupSize: rows.length });
    this.#digest.add(rows);
    this.#rows += rows.length;
    this.#waiting = [];
  }

  #taken(): Uint8Array<ArrayBuffer> {
    const bytes = this.#bytes.getBytes().slice();
    this.#bytes.index = 0;
    return bytes;
  }
}

type Encoding = NonNullable<ColumnSource["encoding"]>;

/**
 * Chosen by measured bytes among those that other programs read (docs/performance.md). What is not named here gets a dictionary
 * where one pays.
 */
const ENCODINGS: Partial<Record<ArchiveType, Encoding>> = {
  instant: "DELTA_BINARY_PACKED",
  long: "DELTA_BINARY_PACKED",
  money: "DELTA_BINARY_PACKED",
};
const OWN_ENCODINGS: Readonly<Record<string, Encoding>> = {
  id_text: "DELTA_BYTE_ARRAY",
  request_text: "DELTA_BYTE_ARRAY",
};

function sourceOf({ name, type }: ArchiveColumn, rows: readonly ArchiveRow[], place: number): ColumnSource {
  const encoding = OWN_ENCODINGS[name] ?? ENCODINGS[type];
  const isWide = type === "instant" || type === "long";
  const data = rows.map((row) => {
    const value = row[place] ?? null;
    return isWide && typeof value === "number" ? BigInt(value) : value;
  });
  // Only the span of time is ever skipped by; the statistics of all columns would take a byte of each attempt.
  return { name, data, statistics: type === "instant", offsetIndex: false, ...(encoding && { encoding }) };
}
