import { toApproval } from "@/db/approvals/approval-switch";
import type { Db } from "@/db/client";
import { aliasSetting } from "@/db/schema/proposals";
import type { ApprovalState } from "@/lib/contract/proposals";

/** Whether the alias table becomes active only once a second approver approved it. */
export async function getAliasApproval(db: Db): Promise<ApprovalState> {
  const [setting] = await db.select().from(aliasSetting);
  return toApproval(setting);
}
