import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { FieldMap } from "@/lib/contract/imports";
import type { Clock } from "./parse-clock";

/** What shapes the records of a file, beside its bytes. */
export type ImportShape = {
  maps: readonly FieldMap[];
  sets: Readonly<Record<string, string>>;
  zone: string | null;
  isShiftedToNow: boolean;
  clock: Clock | null;
  /** The name of the tool whose format the rows are in. */
  source: string | null;
};

/** So many digits of an import's name are the file's own. */
export const FILE_DIGITS = 24;

/** SHA-256 over the file's bytes, as hexadecimal digits. */
export async function fileDigest(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex");
}

/**
 * Names an import by the digest of the file's bytes and what shapes its records, whatever the file is called.
 *
 * The same import run again has the same name; another mapping of the same file is another import, whose name begins alike:
 * ids made of that beginning are the same, so that a row is not stored once for each mapping.
 */
export function importKey(digest: string, { maps, sets, zone, isShiftedToNow, clock, source }: ImportShape): string {
  const inOrder = {
    maps: [...maps]
      .sort((a, b) => (a.field < b.field ? -1 : 1))
      .map(({ field, column, factor }) => [field, column, factor]),
    sets: Object.entries(sets).sort(([a], [b]) => (a < b ? -1 : 1)),
    ...{ zone, isShiftedToNow, clock, source },
  };
  const hash = createHash("sha256")
    .update(`${digest} ${JSON.stringify(inOrder)}`)
    .digest("hex");
  return digest.slice(0, FILE_DIGITS) + hash.slice(FILE_DIGITS);
}
