import { and, eq } from "drizzle-orm";
import { screenAddress } from "@/lib/domain/views/screen-address";
import type { Db } from "../client";
import { savedView, startView } from "../schema/views";
import { isSeenBy } from "./view-rights";

/** Where a user starts, a screen of ours; null for the overview, also where their view was deleted or is private now. */
export async function getStartAddress(db: Db, { userId }: { userId: string }): Promise<string | null> {
  const [row] = await db
    .select({ address: savedView.address })
    .from(startView)
    .innerJoin(savedView, eq(savedView.id, startView.viewId))
    .where(and(eq(startView.userId, userId), isSeenBy(userId)));
  return row ? screenAddress(row.address) : null;
}
