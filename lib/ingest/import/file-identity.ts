import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { ImportOptions } from "./import-options";

/**
 * Names an import by the file's bytes and the options that shape its records, whatever the file is called.
 *
 * The same import run again has the same name; another mapping of the same file is another import.
 */
export async function fileIdentity(options: ImportOptions): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(options.file)) hash.update(chunk);
  const { format, maps, sets, zone, isShiftedToNow, clock } = options;
  const inOrder = {
    format,
    maps: [...maps].sort((a, b) => (a.field < b.field ? -1 : 1)),
    sets: Object.entries(sets).sort(([a], [b]) => (a < b ? -1 : 1)),
    zone,
    isShiftedToNow,
    clock,
  };
  return hash.update(JSON.stringify(inOrder)).digest("hex");
}
