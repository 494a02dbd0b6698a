import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetRead } from "hyparquet";
import {
  ARCHIVE_COLUMNS,
  ARCHIVE_FORMAT,
  type ArchiveColumn,
  type ArchiveRow,
  type ArchiveValue,
} from "@/lib/domain/archive/archive-columns";
import { archiveDecompressors } from "./archive-codec";
import { DAY_KEY, FORMAT_KEY } from "./archive-writer";

/** A file that is no archive of attempts, is damaged, or was written by a newer version. */
export class ArchiveError extends Error {
  override name = "ArchiveError";
}

/** Rows that are read together, and when the first and the last of them started (µs). */
type ArchiveGroup = { rows: number; firstUs: number; lastUs: number };

export type Archive = {
  day: string;
  rows: number;
  groups: readonly ArchiveGroup[];
  /** The rows of a group, in the order of the file. */
  readGroup: (group: number) => Promise<ArchiveRow[]>;
};

const parsers = {
  // The reader would make dates of them, which have no microseconds.
  timestampFromMicroseconds: (micros: bigint) => micros,
};

/** Opens a file that ArchiveWriter wrote; ArchiveError where it is none. Nothing but its end is read. */
export async function readArchive(file: AsyncBuffer): Promise<Archive> {
  const metadata = await parquetMetadataAsync(file, { parsers }).catch((cause: unknown) => {
    throw new ArchiveError("The file is no Parquet file, or is damaged", { cause });
  });
  const value = (key: string) => metadata.key_value_metadata?.find((entry) => entry.key === key)?.value;
  const format = value(FORMAT_KEY);
  const day = value(DAY_KEY);
  if (format === undefined || day === undefined) throw new ArchiveError("The file is no archive of attempts");
  if (Number(format) !== ARCHIVE_FORMAT) {
    throw new ArchiveError(`The file has format ${format}; this version reads ${ARCHIVE_FORMAT}`);
  }
  const groups = metadata.row_groups.map(groupOf);
  const starts = startsOf(groups);
  return {
    day,
    groups,
    rows: groups.reduce((sum, { rows }) => sum + rows, 0),
    readGroup: async (index) => {
      const group = groups[index];
      const rowStart = starts[index];
      if (!group || rowStart === undefined) throw new ArchiveError(`The file has no group ${index}`);
      return readRows({ file, metadata, rowStart, rowEnd: rowStart + group.rows });
    },
  };
}

function groupOf({ num_rows, columns }: FileMetaData["row_groups"][number]): ArchiveGroup {
  const statistics = columns[0]?.meta_data?.statistics;
  const [first, last] = [statistics?.min_value, statistics?.max_value];
  if (typeof first !== "bigint" || typeof last !== "bigint") {
    throw new ArchiveError("The file does not say when its attempts started");
  }
  return { rows: Number(num_rows), firstUs: Number(first), lastUs: Number(last) };
}

function startsOf(groups: readonly ArchiveGroup[]): number[] {
  let start = 0;
  return groups.map(({ rows }) => {
    start += rows;
    return start - rows;
  });
}

type Span = { file: AsyncBuffer; metadata: FileMetaData; rowStart: number; rowEnd: number };

async function readRows(span: Span): Promise<ArchiveRow[]> {
  let read: unknown[][] = [];
  try {
    await parquetRead({
      ...span,
      columns: ARCHIVE_COLUMNS.map(({ name }) => name),
      compressors: archiveDecompressors,
      parsers,
      onComplete: (rows) => {
        read = rows;
      },
    });
  } catch (cause) {
    throw new ArchiveError("The file is damaged", { cause });
  }
  if (read.length !== span.rowEnd - span.rowStart) throw new ArchiveError("The file lacks rows");
  return read.map((row) => ARCHIVE_COLUMNS.map((column, place) => checkedValue(column, row[place])));
}

function checkedValue({ name, type, isRequired }: ArchiveColumn, value: unknown): ArchiveValue {
  if (value === null || value === undefined) {
    if (isRequired) throw new ArchiveError(`A row of the file has no ${name}`);
    return null;
  }
  if ((type === "instant" || type === "long") && typeof value === "bigint") return Number(value);
  if (type === "money" && typeof value === "bigint") return value;
  if (type === "int" && typeof value === "number") return value;
  if (type === "flag" && typeof value === "boolean") return value;
  if ((type === "text" || type === "uuid") && typeof value === "string") return value;
  throw new ArchiveError(`A row of the file has a ${name} of another type`);
}
