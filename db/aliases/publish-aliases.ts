import type { Db } from "@/db/client";
import { appendBundle } from "@/db/policies/append-bundle";
import { lockPublishing } from "@/db/policies/lock-publishing";
import { staleEdit } from "@/db/policies/stale-edit";
import { auditEntry } from "@/db/schema/audit";
import { aliasVersion } from "@/db/schema/policies";
import type { AliasTable, PublishedAliases } from "@/lib/contract/policy";
import { getAliases } from "./get-aliases";

/**
 * Appends the next version of the whole alias table, and the bundle with it; PRECONDITION_FAILED on a stale edit.
 *
 * Attempts stored from then on are booked under the new names; nothing stored before changes.
 */
export function publishAliases(
  db: Db,
  input: { aliases: AliasTable; baseVersion: number; publishedBy: string; comment?: string | null },
): Promise<PublishedAliases> {
  const { aliases, baseVersion, publishedBy, comment } = input;
  return db.transaction(async (tx) => {
    const publishedAt = await lockPublishing(tx);
    const latest = await getAliases(tx);
    if (latest.version !== baseVersion) throw staleEdit("The alias table", latest.version, baseVersion);
    const publication = { publishedAt, publishedBy, comment: comment || null };
    await tx.insert(aliasVersion).values({ version: latest.version + 1, aliases, ...publication });
    await appendBundle(tx, { publishedAt });
    await tx.insert(auditEntry).values({
      at: publishedAt,
      actor: publishedBy,
      action: "aliases.publish",
      subject: "aliases",
      before: latest.aliases,
      after: aliases,
    });
    return getAliases(tx);
  });
}
