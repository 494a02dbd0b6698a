import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { tierSetting } from "@/db/schema/proposals";

/** Whether a policy of the tier takes force only once a second person approved it. */
export async function getNeedsApproval(db: Db, tier: string): Promise<boolean> {
  const [setting] = await db.select().from(tierSetting).where(eq(tierSetting.tier, tier));
  return setting?.needsApproval ?? false;
}
