import { and, desc, gt, isNull, lt } from "drizzle-orm";
import type { Exclusion } from "@/lib/contract/exclusions";
import type { TimeWindow } from "@/lib/domain/time/time-window";
import type { Db } from "../client";
import { slaExclusion } from "../schema/sla";
import { toExclusion } from "./exclusion-row";

/** Every exclusion, the latest first; or those that are subtracted from a window. */
export async function listExclusions(db: Db, { within }: { within?: TimeWindow } = {}): Promise<Exclusion[]> {
  const isAsked =
    within &&
    and(isNull(slaExclusion.withdrawnAt), lt(slaExclusion.fromAt, within.to), gt(slaExclusion.toAt, within.from));
  const rows = await db
    .select()
    .from(slaExclusion)
    .where(isAsked)
    .orderBy(desc(slaExclusion.fromAt), desc(slaExclusion.id));
  return rows.map(toExclusion);
}
