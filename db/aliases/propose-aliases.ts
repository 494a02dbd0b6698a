import { isKey } from "@/db/approvals/account-editors";
import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { lockPublishing } from "@/db/policies/lock-publishing";
import { staleEdit } from "@/db/policies/stale-edit";
import { aliasProposal } from "@/db/schema/proposals";
import { AppError } from "@/lib/contract/error";
import type { AliasTable } from "@/lib/contract/policy";
import type { AliasProposal } from "@/lib/contract/proposals";
import { t } from "@/lib/messages/translate";
import { getAliases } from "../policies/get-aliases";
import { aliasSubject, toAliasProposal } from "./alias-proposal-row";
import { getAliasApproval } from "./get-alias-approval";

type Proposed = { aliases: AliasTable; comment: string | null; baseVersion: number; actor: string };

/**
 * Has an alias table wait for a second approver.
 *
 * CONFLICT where none is asked for, PRECONDITION_FAILED on a stale edit, FORBIDDEN for a key: where a second approver is asked
 * for, the first is one too.
 */
export function proposeAliases(db: Db, input: Proposed): Promise<AliasProposal> {
  const { aliases, comment, baseVersion, actor } = input;
  return db.transaction(async (tx) => {
    const now = await lockPublishing(tx);
    if (isKey(actor)) throw new AppError("FORBIDDEN", "A person proposes the alias table, not a key");
    if (!(await getAliasApproval(tx)).needs_approval) {
      throw new AppError("CONFLICT", t("The alias table asks for no second person: publish it"));
    }
    const { version } = await getAliases(tx);
    if (version !== baseVersion) throw staleEdit(t("The alias table"), version, baseVersion);
    const values = { aliases, comment, baseVersion, state: "waiting", proposedBy: actor, proposedAt: now } as const;
    const [row] = await tx.insert(aliasProposal).values(values).returning();
    if (!row) throw new Error("A proposal was not stored");
    const after = toAliasProposal(row);
    await recordAudit(tx, { actor, action: "aliases.propose", subject: aliasSubject(after), after, now });
    return after;
  });
}
