import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const journalSchema = z.object({ entries: z.array(z.object({ when: z.number() })) });

/** The newest migration of a folder, as getNewestMigration names it: a database beyond it belongs to a newer version. */
export async function readKnownMigration(folder: string): Promise<number> {
  const { entries } = journalSchema.parse(JSON.parse(await readFile(join(folder, "meta", "_journal.json"), "utf8")));
  return Math.max(0, ...entries.map(({ when }) => when));
}
