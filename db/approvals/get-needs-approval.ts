import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { tierSetting } from "@/db/schema/proposals";
import type { ApprovalState } from "@/lib/contract/proposals";
import { toApproval } from "./approval-switch";

/** Whether a policy of the tier becomes active only once a second approver approved it. */
export async function getNeedsApproval(db: Db, tier: string): Promise<boolean> {
  return (await getApproval(db, tier)).needs_approval;
}

/** The same, with who proposed to ask for it no more. */
export async function getApproval(db: Db, tier: string): Promise<ApprovalState> {
  const [setting] = await db.select().from(tierSetting).where(eq(tierSetting.tier, tier));
  return toApproval(setting);
}
