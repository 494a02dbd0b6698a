import { sql } from "drizzle-orm";
import { recordAudit } from "@/db/audit/record-audit";
import type { RecordFix, RejectedGroupKey } from "@/lib/contract/rejected-records";
import type { Db } from "../client";

/**
 * Forgets the rejected records that a replay stored, and notes who did it.
 *
 * After the records are stored: a failure in between leaves them here, and replaying them again finds duplicates.
 */
export async function settleReplayed(
  db: Db,
  input: { group: RejectedGroupKey; fix: RecordFix; stored: readonly number[]; actor: string; now: Date },
): Promise<void> {
  const { group, fix, stored, actor, now } = input;
  if (stored.length === 0) return;
  await db.transaction(async (tx) => {
    await tx.execute(
      sql`delete from rejected_record where seq in (select (jsonb_array_elements_text(${JSON.stringify(stored)}::jsonb))::bigint)`,
    );
    const after = { fix, records: stored.length };
    await recordAudit(tx, { actor, action: "refused.replay", subject: group.source, before: group, after, now });
  });
}
