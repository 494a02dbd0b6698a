import { count, isNull } from "drizzle-orm";
import type { Breakdown, NewBreakdown } from "@/lib/contract/breakdowns";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { breakdown } from "../schema/breakdowns";
import { theRow } from "../the-row";
import { listBreakdowns } from "./list-breakdowns";

/** Each is added to whenever a quarter hour is sealed. */
const BREAKDOWNS_MAX = 24;

/**
 * Keeps sums by a set of dimensions from now on; the leader then counts what attempts are still there.
 *
 * CONFLICT where the set is there already, UNPROCESSABLE beyond BREAKDOWNS_MAX of them.
 */
export function createBreakdown(
  db: Db,
  { breakdown: { dimensions }, actor, now }: { breakdown: NewBreakdown; actor: string; now: Date },
): Promise<Breakdown> {
  return db.transaction(async (tx) => {
    if (dimensions.length === 1 && dimensions[0] === "app") throw alreadyRetained();
    const [{ n } = { n: 0 }] = await tx.select({ n: count() }).from(breakdown).where(isNull(breakdown.endedAt));
    if (n >= BREAKDOWNS_MAX) {
      throw new AppError("UNPROCESSABLE", t("There are {n} breakdowns, and no more than that are allowed", { n }));
    }
    const [created] = await tx
      .insert(breakdown)
      .values({ dimensions, createdAt: now.toISOString(), createdBy: actor })
      .onConflictDoNothing()
      .returning({ id: breakdown.id });
    if (!created) throw alreadyRetained();
    const subject = dimensions.join(" × ");
    await recordAudit(tx, { actor, action: "breakdown.create", subject, after: { dimensions }, now });
    return theRow(await listBreakdowns(tx, created));
  });
}

function alreadyRetained(): AppError {
  return new AppError("CONFLICT", t("There is a breakdown by these dimensions already"));
}
