import { desc } from "drizzle-orm";
import type { Db } from "../client";
import { monthClose } from "../schema/month-close";

/** The zone of the latest month that is closed; UTC before the first. */
export async function getLedgerZone(db: Db): Promise<string> {
  const [latest] = await db
    .select({ zone: monthClose.zone })
    .from(monthClose)
    .orderBy(desc(monthClose.endsAt))
    .limit(1);
  return latest?.zone ?? "UTC";
}
