import { eq } from "drizzle-orm";
import { editorsBehind, isKey } from "@/db/approvals/account-editors";
import type { Db } from "@/db/client";
import { user } from "@/db/schema/users";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";

/**
 * CONFLICT where approver and proposer may be one user: the same, one added or changed by the other, or by nobody knows whom.
 *
 * Who added an admin could sign in as them, so such an admin approves only once another confirmed them.
 */
export async function refuseTiedApprover(tx: Db, input: { approver: string; proposer: string }): Promise<void> {
  const { approver, proposer } = input;
  const [second] = await tx.select().from(user).where(eq(user.email, approver));
  if (second?.role !== "admin" || second.banned) throw new AppError("FORBIDDEN", "An admin approves, not a key");
  if (second.unconfirmedEditors.length > 0) {
    throw new AppError(
      "CONFLICT",
      t("Another admin confirms you first, on the Access page: somebody else added or changed you"),
    );
  }
  const editors = await editorsBehind(tx, { actor: proposer });
  if (approver === proposer) throw new AppError("CONFLICT", t("A second user must approve it: not who proposed it"));
  if (editors.includes(approver)) {
    throw new AppError(
      "CONFLICT",
      t("A second user must approve it: not who added or changed the one who proposed it"),
    );
  }
  const [first] = await tx.select({ id: user.id }).from(user).where(eq(user.email, proposer));
  // With their row went the note of who added or changed them.
  if (!first && !isKey(proposer)) {
    throw new AppError("CONFLICT", t("Who proposed it is gone: somebody else proposes it again"));
  }
}
