import { and, eq, gt, isNull } from "drizzle-orm";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import { recordAudit } from "../audit/record-audit";
import type { Db } from "../client";
import { alertSilence } from "../schema/alerts";
import { toSilence } from "./silence-row";

/** Ends a silence: what fires is sent at the next look. NOT_FOUND where none is active. */
export function endSilence(db: Db, { id, actor, now }: { id: number; actor: string; now: Date }): Promise<void> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .update(alertSilence)
      .set({ endedAt: now, endedBy: actor })
      .where(and(eq(alertSilence.id, id), isNull(alertSilence.endedAt), gt(alertSilence.until, now)))
      .returning();
    if (!row) throw new AppError("NOT_FOUND", t("There is no active silence {id}", { id }));
    const before = toSilence({ ...row, endedAt: null, endedBy: null }, { rule: null, now });
    await recordAudit(tx, { actor, action: "alert_silence.end", subject: row.reason, before, now });
  });
}
