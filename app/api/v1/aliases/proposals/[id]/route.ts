import { actorName, refuseUnconfirmed } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { decideAliases } from "@/db/aliases/decide-aliases";
import { decideAliasesOperation } from "@/lib/contract/proposal-operations";

/** Approves, rejects or withdraws it. */
export const POST = implement(decideAliasesOperation, ({ caller, params: { id }, body }) => {
  if (body.action === "approve") refuseUnconfirmed(caller, new Date());
  return decideAliases(getDb(), { ...body, id, actor: actorName(caller) });
});
