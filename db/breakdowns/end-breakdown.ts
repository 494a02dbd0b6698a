import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { breakdown } from "../schema/breakdowns";

/** Ends a breakdown at once; its sums are deleted later. NOT_FOUND for one that is not there, or that every store has. */
export function endBreakdown(db: Db, { id, actor, now }: { id: number; actor: string; now: Date }): Promise<void> {
  return db.transaction(async (tx) => {
    const [ended] = await tx
      .update(breakdown)
      .set({ endedAt: now.toISOString() })
      .where(and(eq(breakdown.id, id), isNotNull(breakdown.createdBy), isNull(breakdown.endedAt)))
      .returning({ dimensions: breakdown.dimensions });
    if (!ended) throw new AppError("NOT_FOUND", t("There is no such breakdown that could be deleted"));
    const { dimensions } = ended;
    await recordAudit(tx, {
      actor,
      action: "breakdown.delete",
      subject: dimensions.join(" × "),
      before: { dimensions },
      now,
    });
  });
}
