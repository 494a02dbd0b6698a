import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { setAliasApproval } from "@/db/aliases/set-alias-approval";
import { aliasSettingOperation } from "@/lib/contract/proposal-operations";

/** Asks for a second person from now on, or proposes to ask for none. */
export const PUT = implement(aliasSettingOperation, ({ caller, body }) =>
  setAliasApproval(getDb(), { needsApproval: body.needs_approval, actor: actorName(caller) }),
);
