import { and, eq, sql } from "drizzle-orm";
import { isApprovalAsked } from "@/db/approvals/is-approval-asked";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import type { Db } from "../client";
import { user } from "../schema/users";

/**
 * Notes whether anybody can approve before people are changed in a transaction; `keep` refuses (CONFLICT) the change where
 * nobody could any more, since approvals could then be neither given nor switched off.
 */
export async function someoneApproves(tx: Db): Promise<{ keep: () => Promise<void> }> {
  const could = (await isApprovalAsked(tx)) && (await countApprovers(tx)) > 0;
  return {
    keep: async () => {
      if (could && (await countApprovers(tx)) === 0) {
        throw new AppError("CONFLICT", t("Nobody could approve any more; let another admin be confirmed first"));
      }
    },
  };
}

async function countApprovers(tx: Db): Promise<number> {
  const isFree = sql`cardinality(${user.unconfirmedEditors}) = 0`;
  const rows = await tx
    .select({ id: user.id })
    .from(user)
    .where(and(eq(user.role, "admin"), eq(user.banned, false), isFree))
    .orderBy(user.id)
    .for("update");
  return rows.length;
}
