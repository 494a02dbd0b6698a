import { sql } from "drizzle-orm";
import { recordAudit } from "@/db/audit/record-audit";
import type { RejectedGroupKey } from "@/lib/contract/rejected-records";
import type { Db } from "../client";
import { inGroup } from "./in-group";

/** Forgets the rejected records of a group, notes who did it, and says how many there were. */
export async function discardRejected(
  db: Db,
  input: { group: RejectedGroupKey; actor: string; now: Date },
): Promise<number> {
  const { group, actor, now } = input;
  return db.transaction(async (tx) => {
    const gone = await tx.execute(sql`delete from rejected_record where ${inGroup(group)} returning seq`);
    if (gone.length > 0) {
      const after = { records: gone.length };
      await recordAudit(tx, { actor, action: "refused.discard", subject: group.source, before: group, after, now });
    }
    return gone.length;
  });
}
