import { toApproval } from "@/db/approvals/approval-switch";
import type { Db } from "@/db/client";
import { aliasSetting } from "@/db/schema/proposals";
import type { ApprovalState } from "@/lib/contract/proposals";

/** Whether the alias table takes force only once a second person approved it. */
export async function getAliasApproval(db: Db): Promise<ApprovalState> {
  const [setting] = await db.select().from(aliasSetting);
  return toApproval(setting);
}
