import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { appendBundle } from "@/db/policies/append-bundle";
import { aliasVersion } from "@/db/schema/policies";
import type { AliasTable, PublishedAliases } from "@/lib/contract/policy";
import { getAliases } from "../policies/get-aliases";

type Appended = {
  aliases: AliasTable;
  latest: PublishedAliases;
  publication: { publishedAt: Date; publishedBy: string; comment: string | null };
};

/** Appends the next version of the alias table and the bundle with it; the caller holds the publish lock. */
export async function appendAliases(tx: Db, { aliases, latest, publication }: Appended): Promise<PublishedAliases> {
  const { publishedAt, publishedBy } = publication;
  await tx.insert(aliasVersion).values({ version: latest.version + 1, aliases, ...publication });
  await appendBundle(tx, { publishedAt });
  await recordAudit(tx, {
    actor: publishedBy,
    action: "aliases.publish",
    subject: "aliases",
    before: latest.aliases,
    after: aliases,
    now: publishedAt,
  });
  return getAliases(tx);
}
