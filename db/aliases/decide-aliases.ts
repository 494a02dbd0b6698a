import { eq } from "drizzle-orm";
import { refuseTiedApprover } from "@/db/approvals/refuse-tied-approver";
import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { lockPublishing } from "@/db/policies/lock-publishing";
import { aliasProposal } from "@/db/schema/proposals";
import { AppError } from "@/lib/contract/error";
import type { AliasProposal, AliasProposalAction } from "@/lib/contract/proposals";
import { afterAction } from "@/lib/domain/policies/proposal";
import { t } from "@/lib/messages/translate";
import { getAliases } from "../policies/get-aliases";
import { aliasSubject, toAliasProposal } from "./alias-proposal-row";
import { appendAliases } from "./append-aliases";

type Decision = { id: number; action: AliasProposalAction; reason: string | null; actor: string };

/**
 * Approves, rejects or withdraws a proposed alias table; one approved is published with it.
 *
 * CONFLICT where it ended, where a version was published since, or where approver and proposer may be one user.
 */
export function decideAliases(db: Db, input: Decision): Promise<AliasProposal> {
  const { id, action, reason, actor } = input;
  return db.transaction(async (tx) => {
    const now = await lockPublishing(tx);
    const [row] = await tx.select().from(aliasProposal).where(eq(aliasProposal.id, id)).for("update");
    if (!row) throw new AppError("NOT_FOUND", t("There is no proposed alias table {id}", { id }));
    const { state, proposedBy, baseVersion, aliases } = row;
    const next = afterAction(action, { state, proposedBy, actor, needsApproval: true });
    if ("refusal" in next) throw new AppError("CONFLICT", next.refusal);
    let publishedVersion: number | null = null;
    if (action === "approve") {
      await refuseTiedApprover(tx, { approver: actor, proposer: proposedBy });
      const latest = await getAliases(tx);
      if (latest.version !== baseVersion) {
        throw new AppError(
          "CONFLICT",
          t("Version {version} was published since: reject it, and propose it again", { version: latest.version }),
        );
      }
      const comment = [row.comment, `approved by ${actor}`].filter((part) => part).join("; ");
      const publication = { publishedAt: now, publishedBy: proposedBy, comment };
      publishedVersion = (await appendAliases(tx, { aliases, latest, publication })).version;
    }
    const [moved] = await tx
      .update(aliasProposal)
      .set({
        state: action === "approve" ? "published" : next.state,
        reason,
        decidedBy: actor,
        decidedAt: now,
        publishedVersion,
      })
      .where(eq(aliasProposal.id, id))
      .returning();
    if (!moved) throw new Error("A proposal was not stored");
    const [before, after] = [toAliasProposal(row), toAliasProposal(moved)];
    await recordAudit(tx, { actor, action: `aliases.${action}`, subject: aliasSubject(after), before, after, now });
    return after;
  });
}
