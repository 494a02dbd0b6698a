import { switchApproval } from "@/db/approvals/approval-switch";
import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { lockPublishing } from "@/db/policies/lock-publishing";
import { aliasSetting } from "@/db/schema/proposals";
import type { ApprovalState } from "@/lib/contract/proposals";
import { getAliasApproval } from "./get-alias-approval";

/** Asks for a second approver for the alias table from now on, or proposes to ask for none; like setNeedsApproval for a tier. */
export function setAliasApproval(db: Db, input: { needsApproval: boolean; actor: string }): Promise<ApprovalState> {
  const { needsApproval, actor } = input;
  return db.transaction(async (tx) => {
    const now = await lockPublishing(tx);
    const before = await getAliasApproval(tx);
    const values = await switchApproval(tx, { before, needsApproval, actor, now });
    if (!values) return before;
    await tx.insert(aliasSetting).values(values).onConflictDoUpdate({ target: aliasSetting.isOnly, set: values });
    const after = await getAliasApproval(tx);
    await recordAudit(tx, { actor, action: "aliases.setting", subject: "aliases", before, after, now });
    return after;
  });
}
