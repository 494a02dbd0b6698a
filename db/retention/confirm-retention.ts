import { recordAudit } from "@/db/audit/record-audit";
import type { Db } from "@/db/client";
import { AppError } from "@/lib/contract/error";
import { judgeRetention, type RetentionInput } from "./judge-retention";
import { noteRetention } from "./note-retention";

/** Lets a retention that is held go on from the database's day and these settings; says whether it was held. */
export async function confirmRetention(db: Db, input: RetentionInput & { actor: string }): Promise<boolean> {
  const { days, actor } = input;
  const { now, hold } = await judgeRetention(db, input);
  if (hold === null) return false;
  if (!hold.isConfirmable) throw new AppError("CONFLICT", hold.reason);
  await db.transaction(async (tx) => {
    await noteRetention(tx, { now, days, isConfirmed: true });
    const change = { actor, action: "retention.confirm", subject: "retention", before: hold.reason, after: days };
    await recordAudit(tx, { ...change, now });
  });
  return true;
}
