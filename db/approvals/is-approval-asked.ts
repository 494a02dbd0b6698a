import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { aliasSetting, tierSetting } from "@/db/schema/proposals";

/** Whether any tier, or the alias table, becomes active only once a second approver approved it. */
export async function isApprovalAsked(db: Db): Promise<boolean> {
  const [tier] = await db.select().from(tierSetting).where(eq(tierSetting.needsApproval, true)).limit(1);
  if (tier) return true;
  const [aliases] = await db.select().from(aliasSetting).where(eq(aliasSetting.needsApproval, true)).limit(1);
  return aliases !== undefined;
}
