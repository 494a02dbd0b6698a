import { desc } from "drizzle-orm";
import type { Db } from "@/db/client";
import { aliasVersion } from "@/db/schema/policies";
import { type PublishedAliases, publishedAliasesSchema } from "@/lib/contract/policy";
import { DEFAULT_ALIASES } from "@/lib/domain/policies/catalogue-policies";

/** The alias table in force; version 0, the table the product brings along, until one was published. */
export async function getAliases(db: Db): Promise<PublishedAliases> {
  const [row] = await db.select().from(aliasVersion).orderBy(desc(aliasVersion.version)).limit(1);
  if (!row) {
    return { aliases: { ...DEFAULT_ALIASES }, version: 0, published_at: null, published_by: null, comment: null };
  }
  return publishedAliasesSchema.parse({
    aliases: row.aliases,
    version: row.version,
    published_at: row.publishedAt.toISOString(),
    published_by: row.publishedBy,
    comment: row.comment,
  });
}
