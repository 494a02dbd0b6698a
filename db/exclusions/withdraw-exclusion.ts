import { and, eq, isNull } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import type { Exclusion } from "@/lib/contract/exclusions";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { slaExclusion } from "../schema/sla";
import { toExclusion } from "./exclusion-row";

/** Lets the time of an exclusion count again; it stays on record. NOT_FOUND where there is none that is subtracted. */
export function withdrawExclusion(
  db: Db,
  { id, actor, now }: { id: number; actor: string; now: Date },
): Promise<Exclusion> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .update(slaExclusion)
      .set({ withdrawnAt: now, withdrawnBy: actor })
      .where(and(eq(slaExclusion.id, id), isNull(slaExclusion.withdrawnAt)))
      .returning();
    if (!row) throw new AppError("NOT_FOUND", t("There is no exclusion {id} that is subtracted", { id }));
    const after = toExclusion(row);
    const before = { ...after, withdrawn_at: null, withdrawn_by: null };
    await recordAudit(tx, { actor, action: "exclusion.withdraw", subject: String(id), before, after, now });
    return after;
  });
}
