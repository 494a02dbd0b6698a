import type { Db } from "@/db/client";
import { lockPublishing } from "@/db/policies/lock-publishing";
import { staleEdit } from "@/db/policies/stale-edit";
import { AppError } from "@/lib/contract/error";
import type { AliasTable, PublishedAliases } from "@/lib/contract/policy";
import { t } from "@/lib/messages/translate";
import { getAliases } from "../policies/get-aliases";
import { appendAliases } from "./append-aliases";
import { getAliasApproval } from "./get-alias-approval";

/**
 * Appends the next version of the whole alias table, and the bundle with it; PRECONDITION_FAILED on a stale edit,
 * FORBIDDEN where the table requires a second approver.
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
    if ((await getAliasApproval(tx)).needs_approval) {
      const message = t(
        "The alias table asks for a second person: propose the change, and let somebody else approve it",
      );
      throw new AppError("FORBIDDEN", message);
    }
    const latest = await getAliases(tx);
    if (latest.version !== baseVersion) throw staleEdit(t("The alias table"), latest.version, baseVersion);
    return appendAliases(tx, { aliases, latest, publication: { publishedAt, publishedBy, comment: comment || null } });
  });
}
