import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { setNeedsApproval } from "@/db/proposals/set-needs-approval";
import { tierSettingOperation } from "@/lib/contract/proposal-operations";

/** Requires a second approver from now on, or proposes to require none. */
export const PUT = implement(tierSettingOperation, ({ caller, params: { tier }, body }) =>
  setNeedsApproval(getDb(), { tier, needsApproval: body.needs_approval, actor: actorName(caller) }),
);
