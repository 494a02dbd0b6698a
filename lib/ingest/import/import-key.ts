import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FieldMap, IMPORT_FILE_DIGITS, type ValueMap } from "@/lib/contract/imports";
import { withFileErrors } from "./file-error";
import type { Clock } from "./parse-clock";

/** What shapes the records of a file, beside its bytes. */
export type ImportShape = {
  maps: readonly FieldMap[];
  values?: readonly ValueMap[] | undefined;
  sets: Readonly<Record<string, string>>;
  zone: string | null;
  isShiftedToNow: boolean;
  clock: Clock | null;
  /** The name of the tool whose format the rows are in. */
  source: string | null;
};

/** SHA-256 over the file's bytes, as hexadecimal digits. */
export async function fileDigest(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of withFileErrors(createReadStream(file))) hash.update(chunk);
  return hash.digest("hex");
}

/**
 * Names an import by the digest of the file's bytes and what shapes its records, whatever the file is called.
 *
 * The same import run again has the same name; another mapping of the same file is another import, whose name begins alike.
 */
export function importKey(digest: string, shape: ImportShape): string {
  const { maps, values = [], sets, zone, isShiftedToNow, clock, source } = shape;
  const inOrder = {
    maps: [...maps]
      .sort((a, b) => (a.field < b.field ? -1 : 1))
      .map(({ field, column, factor }) => [field, column, factor]),
    sets: Object.entries(sets).sort(([a], [b]) => (a < b ? -1 : 1)),
    ...{ zone, isShiftedToNow, clock, source },
    // Left out where there are none, so that an import of before they were known is the same.
    ...(values.length > 0 && { values: values.map(({ field, from, to }) => [field, from, to].join("\n")).sort() }),
  };
  const hash = createHash("sha256")
    .update(`${digest} ${JSON.stringify(inOrder)}`)
    .digest("hex");
  return digest.slice(0, IMPORT_FILE_DIGITS) + hash.slice(IMPORT_FILE_DIGITS);
}
