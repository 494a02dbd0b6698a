import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { setAliasApproval } from "@/db/aliases/set-alias-approval";
import { aliasSettingOperation } from "@/lib/contract/proposal-operations";

/** Requires a second approver from now on, or proposes to require none. */
export const PUT = implement(aliasSettingOperation, ({ caller, body }) =>
  setAliasApproval(getDb(), { needsApproval: body.needs_approval, actor: actorName(caller) }),
);
