import { desc } from "drizzle-orm";
import type { Db } from "@/db/client";
import { policyBundle } from "@/db/schema/policies";
import { FIRST_BUNDLE, type StoredBundle } from "./build-bundle";

/** The newest bundle, byte for byte as it was stored when it was published. */
export async function getBundle(db: Db): Promise<StoredBundle> {
  const { version, body, etag } = policyBundle;
  const [row] = await db.select({ version, body, etag }).from(policyBundle).orderBy(desc(version)).limit(1);
  return row ?? FIRST_BUNDLE;
}
