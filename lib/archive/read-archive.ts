import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetRead } from "hyparquet";
import {
  ARCHIVE_COLUMNS,
  ARCHIVE_FORMAT,
  type ArchiveColumn,
  type ArchiveRow,
  type ArchiveValue,
  archivePlace,
} from "@/lib/domain/archive/archive-columns";
import { archiveDecompressors } from "./archive-codec";
import { UUID_BYTES } from "./archive-schema";
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
  /** The rows of a group, or those at some places in it, in the order of the file. */
  readGroup: (group: number, at?: readonly number[]) => Promise<ArchiveRow[]>;
  /** The values that a group has in one column after the other; what a column takes does not depend on how many are read. */
  readColumns: (group: number, names: readonly string[]) => Promise<ArchiveValue[][]>;
};

const parsers = {
  // The reader would make dates of them, which have no microseconds.
  timestampFromMicroseconds: (micros: bigint) => micros,
  // Text of each would take a third of the time, whoever reads only a few of them.
  uuidFromBytes: (bytes: Uint8Array) => bytes,
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
    readGroup: async (index, at) => {
      if (at?.length === 0) return [];
      const names = ARCHIVE_COLUMNS.map(({ name }) => name);
      const columns = await readValues({ file, metadata, names, ...spanOfGroup(index) });
      const places = at ?? Array.from({ length: columns[0]?.length ?? 0 }, (_, place) => place);
      return places.map((place) => ARCHIVE_COLUMNS.map((column, n) => checkedValue(column, columns[n]?.[place])));
    },
    readColumns: async (index, names) => {
      const columns = names.map(columnNamed);
      const values = await readValues({ file, metadata, names, ...spanOfGroup(index) });
      return columns.map((column, n) => (values[n] ?? []).map((value) => checkedValue(column, value)));
    },
  };

  function spanOfGroup(index: number) {
    const group = groups[index];
    const rowStart = starts[index];
    if (!group || rowStart === undefined) throw new ArchiveError(`The file has no group ${index}`);
    return { rowStart, rowEnd: rowStart + group.rows };
  }
}

function columnNamed(name: string): ArchiveColumn {
  const column = ARCHIVE_COLUMNS[archivePlace(name)];
  if (!column) throw new Error(`An archive has no column ${name}`);
  return column;
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

type Span = {
  file: AsyncBuffer;
  metadata: FileMetaData;
  names: readonly string[];
  rowStart: number;
  rowEnd: number;
};

/** What a span of rows has in each column, as it is decoded. */
async function readValues({ names, rowStart, rowEnd, ...source }: Span): Promise<unknown[][]> {
  const length = rowEnd - rowStart;
  const columns = new Map(names.map((name) => [name, { values: new Array<unknown>(length), found: 0 }]));
  try {
    await parquetRead({
      ...{ ...source, rowStart, rowEnd, parsers, columns: [...names], compressors: archiveDecompressors },
      onChunk: ({ columnName, columnData, rowStart: from }) => {
        const column = columns.get(columnName);
        if (!column) return;
        for (let n = 0; n < columnData.length; n++) {
          const place = from + n - rowStart;
          if (place < 0 || place >= length) continue;
          column.values[place] = columnData[n];
          column.found++;
        }
      },
    });
  } catch (cause) {
    throw new ArchiveError("The file is damaged", { cause });
  }
  return names.map((name) => {
    const column = columns.get(name);
    if (column?.found !== length) throw new ArchiveError("The file lacks rows");
    return column.values;
  });
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
  if (type === "text" && typeof value === "string") return value;
  if (type === "uuid" && value instanceof Uint8Array && value.length === UUID_BYTES) return uuidText(value);
  throw new ArchiveError(`A row of the file has a ${name} of another type`);
}

function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
