import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { listAliasProposals } from "@/db/aliases/list-alias-proposals";
import { proposeAliases } from "@/db/aliases/propose-aliases";
import { aliasProposalsOperation, proposeAliasesOperation } from "@/lib/contract/proposal-operations";

export const GET = implement(aliasProposalsOperation, () => listAliasProposals(getReadDb()));

export const POST = implement(
  proposeAliasesOperation,
  ({ caller, body: { aliases, comment, base_version: baseVersion } }) =>
    proposeAliases(getDb(), { aliases, comment, baseVersion, actor: actorName(caller) }),
);
