import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { lockPublishing } from "@/db/policies/lock-publishing";
import { tierSetting } from "@/db/schema/proposals";
import type { ApprovalState } from "@/lib/contract/proposals";
import { switchApproval } from "../approvals/approval-switch";
import { getApproval } from "../approvals/get-needs-approval";

/**
 * Requires a second approver from now on, or proposes to require none; what waits for one goes on waiting.
 *
 * Off takes two: the first proposes it, and it holds once another asks for the same. See switchApproval for what is refused.
 */
export async function setNeedsApproval(
  db: Db,
  input: { tier: string; needsApproval: boolean; actor: string },
): Promise<ApprovalState> {
  const { tier, needsApproval, actor } = input;
  return db.transaction(async (tx) => {
    // So that no publish is just on its way under the old rule.
    const now = await lockPublishing(tx);
    const before = await getApproval(tx, tier);
    const values = await switchApproval(tx, { before, needsApproval, actor, now });
    if (!values) return before;
    await tx
      .insert(tierSetting)
      .values({ tier, ...values })
      .onConflictDoUpdate({ target: tierSetting.tier, set: values });
    const after = await getApproval(tx, tier);
    await recordAudit(tx, { actor, action: "tier.setting", subject: `policy ${tier}`, before, after, now });
    return after;
  });
}
