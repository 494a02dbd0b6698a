import { and, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { policyProposal } from "@/db/schema/proposals";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import type { ProposalRow } from "./proposal-row";

/**
 * A proposal at the revision that was looked at, until the transaction ends nobody else's.
 *
 * NOT_FOUND where the tier has no such proposal, PRECONDITION_FAILED where somebody changed it since.
 */
export async function lockProposal(
  tx: Db,
  input: { tier: string; id: number; revision: number },
): Promise<ProposalRow> {
  const { tier, id, revision } = input;
  const isAsked = and(eq(policyProposal.id, id), eq(policyProposal.tier, tier));
  const [row] = await tx.select().from(policyProposal).where(isAsked).for("update");
  if (!row) throw new AppError("NOT_FOUND", t("{tier} has no proposal {id}", { tier, id }));
  if (row.revision === revision) return row;
  throw new AppError(
    "PRECONDITION_FAILED",
    t("The proposal was changed by {user}: look at it again", { user: row.proposedBy }),
  );
}
