import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { lockPublishing } from "@/db/policies/lock-publishing";
import { tierSetting } from "@/db/schema/proposals";
import { getNeedsApproval } from "./get-needs-approval";

/** Asks for a second person from now on, or no more; what waits for one goes on waiting. */
export async function setNeedsApproval(
  db: Db,
  input: { tier: string; needsApproval: boolean; actor: string },
): Promise<void> {
  const { tier, needsApproval, actor } = input;
  await db.transaction(async (tx) => {
    // So that no publish is just on its way under the old rule.
    const now = await lockPublishing(tx);
    const before = await getNeedsApproval(tx, tier);
    if (before === needsApproval) return;
    const values = { needsApproval, changedBy: actor, changedAt: now };
    await tx
      .insert(tierSetting)
      .values({ tier, ...values })
      .onConflictDoUpdate({ target: tierSetting.tier, set: values });
    const [was, is] = [{ needs_approval: before }, { needs_approval: needsApproval }];
    await recordAudit(tx, { actor, action: "tier.setting", subject: `policy ${tier}`, before: was, after: is, now });
  });
}
