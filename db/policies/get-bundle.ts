import { desc } from "drizzle-orm";
import type { Db } from "@/db/client";
import { policyBundle } from "@/db/schema/policies";
import { DEFAULT_ALIASES } from "@/lib/domain/catalogue-policies";
import { buildBundle, type StoredBundle } from "./build-bundle";

// Nothing published: the built-in aliases, no tier.
const FIRST = buildBundle({ version: 0, publishedAt: null, aliases: { ...DEFAULT_ALIASES }, policies: [] });

/** The newest bundle, byte for byte as it was stored when it was published. */
export async function getBundle(db: Db): Promise<StoredBundle> {
  const { version, body, etag } = policyBundle;
  const [row] = await db.select({ version, body, etag }).from(policyBundle).orderBy(desc(version)).limit(1);
  return row ?? FIRST;
}

/** Version and ETag of the newest bundle, without its body: what a poll needs to hear that nothing changed. */
export async function getBundleTag(db: Db): Promise<{ version: number; etag: string }> {
  const { version, etag } = policyBundle;
  const [row] = await db.select({ version, etag }).from(policyBundle).orderBy(desc(version)).limit(1);
  return row ?? { version: FIRST.version, etag: FIRST.etag };
}
