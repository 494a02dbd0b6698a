import { desc, eq, ne } from "drizzle-orm";
import type { Db } from "@/db/client";
import { aliasProposal } from "@/db/schema/proposals";
import type { AliasProposals } from "@/lib/contract/proposals";
import { toAliasProposal } from "./alias-proposal-row";
import { getAliasApproval } from "./get-alias-approval";

const ENDED_SHOWN = 10;

/** Every alias table that waits, and the latest of those that ended, newest first. */
export async function listAliasProposals(db: Db): Promise<AliasProposals> {
  const [waiting, ended, approval] = await Promise.all([
    db.select().from(aliasProposal).where(eq(aliasProposal.state, "waiting")),
    db
      .select()
      .from(aliasProposal)
      .where(ne(aliasProposal.state, "waiting"))
      .orderBy(desc(aliasProposal.id))
      .limit(ENDED_SHOWN),
    getAliasApproval(db),
  ]);
  return { ...approval, proposals: [...waiting, ...ended].sort((a, b) => b.id - a.id).map(toAliasProposal) };
}
