import type { Db } from "@/db/client";
import { getRetention } from "@/db/retention/get-retention";
import { MINUTE_MS } from "@/lib/domain/time/units";

/** From when on every single attempt is still there to be compared with, in epoch ms: not sooner than what was dropped ever. */
export async function getRawFromMs(db: Db, input: { now: Date; rawRetentionDays: number }): Promise<number> {
  const { rawRetainedFrom } = await getRetention(db, { now: input.now, rawDays: input.rawRetentionDays });
  return rawRetainedFrom * MINUTE_MS;
}
