import { lt } from "drizzle-orm";
import { DAY_MS } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { digest } from "../schema/digests";

/** As long as the mails that they are in. */
const RETAINED_DAYS = 400;

/** Deletes digests that were made 400 days ago. */
export async function trimDigests(db: Db, now: Date): Promise<void> {
  await db.delete(digest).where(lt(digest.madeAt, new Date(now.getTime() - RETAINED_DAYS * DAY_MS)));
}
