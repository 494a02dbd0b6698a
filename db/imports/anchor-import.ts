import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { importRun } from "@/db/schema/import-runs";

/**
 * The moment that counts as "now" for an import: `nowUs` for a new one, and for one run before what it was then.
 *
 * Only so do shifted and clocked times come out the same twice, and with them the keys of the rows.
 */
export async function anchorImport(
  db: Db,
  input: { key: string; fileName: string; nowUs: number },
): Promise<{ anchorUs: number; isRepeated: boolean }> {
  const { key, fileName, nowUs } = input;
  const [fresh] = await db
    .insert(importRun)
    .values({ key, fileName, anchorUs: nowUs })
    .onConflictDoNothing()
    .returning({ anchorUs: importRun.anchorUs });
  if (fresh) return { anchorUs: fresh.anchorUs, isRepeated: false };
  const [known] = await db.select({ anchorUs: importRun.anchorUs }).from(importRun).where(eq(importRun.key, key));
  if (!known) throw new Error("An import run was deleted while it was read");
  return { anchorUs: known.anchorUs, isRepeated: true };
}
