import { z } from "zod";
import { isTimeZone } from "@/lib/domain/time/time-zone";
import { countSchema, instantText, shortText } from "./common";
import { A_ZONE } from "./refusals";

/** What sends the records of an import, whatever tool's format its rows are in. */
export const IMPORT_SOURCE = "import";

/** A record's field filled from a column of the file, perhaps multiplied. */
export const fieldMapSchema = z.strictObject({
  field: shortText(64),
  column: shortText(256),
  factor: z.number().positive().finite().nullable(),
});
export type FieldMap = z.infer<typeof fieldMapSchema>;

/** What a text of the file means as a field's value: "OK" as the outcome ok, a provider's name as ours. */
export const valueMapSchema = z.strictObject({
  field: shortText(64),
  from: shortText(256),
  to: shortText(256),
});
export type ValueMap = z.infer<typeof valueMapSchema>;
export const VALUE_MAPS_MAX = 200;

/** How rows of a file become records; `source` names the format of another tool, which leaves the rest nothing to say. */
export const importOptionsSchema = z.strictObject({
  source: shortText(40).nullable(),
  maps: z.array(fieldMapSchema).max(64),
  values: z.array(valueMapSchema).max(VALUE_MAPS_MAX).optional(),
  sets: z.record(shortText(64), z.union([z.literal(""), shortText(256)])),
  /** The zone of times that name none. */
  zone: z.string().max(64).refine(isTimeZone, A_ZONE).nullable(),
});
export type ImportOptions = z.infer<typeof importOptionsSchema>;

export const newImportSchema = z.strictObject({
  file_name: shortText(255),
  /** What its bytes are, whatever it is called: see fileDigest. */
  file_digest: z.string().regex(/^[0-9a-f]{64}$/, "Must be 64 hexadecimal digits"),
  options: importOptionsSchema,
  /** Answers CONFLICT with `fields.options`, and begins nothing, where the file was imported under other options. */
  refuse_other_options: z.boolean().default(false),
});

/** So many digits of an import's id are those of the file, the others of how it is mapped. */
export const IMPORT_FILE_DIGITS = 24;

/** An import and how far it got; rows that cannot be read count too. */
/** An import that did not move for so long is interrupted: it sends a piece every few seconds, its longest wait between two tries is 16 s. */
export const IMPORT_MOVING_MS = 30_000;

export const importRunSchema = z.object({
  id: z.string(),
  file_name: z.string(),
  /** How its rows are read; null of runs from the command line. */
  options: importOptionsSchema.extend({ zone: z.string().nullable() }).nullable(),
  actor: z.string(),
  started_at: instantText,
  moved_at: instantText,
  finished_at: instantText.nullable(),
  rows_done: countSchema,
  /** Where in the file, unpacked, the next row begins. */
  offset_done: countSchema,
  /** The line it begins on, counted from 1. */
  next_line: countSchema,
  accepted: countSchema,
  duplicates: countSchema,
  rejected: countSchema,
  ignored: countSchema,
});
export type ImportRun = z.infer<typeof importRunSchema>;
export const importRunsSchema = z.object({ imports: z.array(importRunSchema) });

export const FILE_FORMATS = ["csv", "json", "jsonl"] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];
export const IMPORT_TEXT_MAX = 8_000_000;

/** The lines of a piece can be added to it without leaving the whole numbers. */
const FILE_LINE_MAX = 2 ** 50;

const line = z.number().int().nonnegative();
const fileText = z.string().max(IMPORT_TEXT_MAX);

/** Whole rows of a file from a place on; places are bytes of the file, unpacked. */
export const importChunkSchema = z.strictObject({
  offset: countSchema,
  next_offset: countSchema,
  format: z.enum(FILE_FORMATS),
  /** A CSV file's first line, where `text` does not begin with it. */
  header: z.string().max(100_000).nullable(),
  text: fileText,
  /** The line of the file `text` begins with, counted from 1. */
  first_line: line.max(FILE_LINE_MAX),
  /** Whether the file ends here. */
  is_last: z.boolean(),
});
export type ImportChunk = z.infer<typeof importChunkSchema>;

/** The beginning of a file, to see what it would become. */
export const importPreviewSchema = z.strictObject({
  format: z.enum(FILE_FORMATS),
  text: fileText,
  options: importOptionsSchema,
});
export type AskedPreview = z.output<typeof importPreviewSchema>;
export const importPreviewReplySchema = z.object({
  columns: z.array(z.string()),
  /** Of these, what no field is filled from. */
  unused_columns: z.array(z.string()),
  rows: z.array(
    z.object({
      line,
      /** The first row as the file has it; the record it becomes, and why it would be refused. */
      row: z.record(z.string(), z.unknown()).nullable(),
      record: z.record(z.string(), z.unknown()).nullable(),
      reasons: z.array(z.string()),
    }),
  ),
});
export type ImportPreview = z.infer<typeof importPreviewReplySchema>;

export const rejectReasonSchema = z.object({ reason: z.string(), count: countSchema, first_lines: z.array(line) });
export type RejectReason = z.infer<typeof rejectReasonSchema>;

/** What became of these rows, beside how far the import got. */
export const importedRowsSchema = z.object({ run: importRunSchema, reasons: z.array(rejectReasonSchema) });
export type ImportedRows = z.infer<typeof importedRowsSchema>;
