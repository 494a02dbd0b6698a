import type { SchemaElement } from "hyparquet-writer";
import { ARCHIVE_COLUMNS, type ArchiveColumn, type ArchiveType } from "@/lib/domain/archive/archive-columns";

export const UUID_BYTES = 16;

const PHYSICAL: Readonly<Record<ArchiveType, Omit<SchemaElement, "name">>> = {
  instant: {
    type: "INT64",
    converted_type: "TIMESTAMP_MICROS",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MICROS" },
  },
  int: { type: "INT32" },
  long: { type: "INT64" },
  money: { type: "INT64" },
  flag: { type: "BOOLEAN" },
  text: { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
  uuid: { type: "FIXED_LEN_BYTE_ARRAY", type_length: UUID_BYTES, logical_type: { type: "UUID" } },
};

/** The schema of an archive's file, as any reader of Parquet knows it. */
export function archiveSchema(): SchemaElement[] {
  const root: SchemaElement = { name: "attempt", num_children: ARCHIVE_COLUMNS.length };
  return [root, ...ARCHIVE_COLUMNS.map(elementOf)];
}

function elementOf({ name, type, isRequired }: ArchiveColumn): SchemaElement {
  return { name, repetition_type: isRequired ? "REQUIRED" : "OPTIONAL", ...PHYSICAL[type] };
}
