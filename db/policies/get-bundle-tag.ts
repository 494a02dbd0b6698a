import { desc } from "drizzle-orm";
import type { Db } from "@/db/client";
import { policyBundle } from "@/db/schema/policies";
import { FIRST_BUNDLE } from "./build-bundle";

/** Version and ETag of the newest bundle, without its body: what a poll needs to hear that nothing changed. */
export async function getBundleTag(db: Db): Promise<{ version: number; etag: string }> {
  const { version, etag } = policyBundle;
  const [row] = await db.select({ version, etag }).from(policyBundle).orderBy(desc(version)).limit(1);
  return row ?? { version: FIRST_BUNDLE.version, etag: FIRST_BUNDLE.etag };
}
