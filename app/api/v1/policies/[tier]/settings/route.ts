import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { setNeedsApproval } from "@/db/proposals/set-needs-approval";
import { tierSettingOperation } from "@/lib/contract/proposal-operations";

/** Asks for a second person from now on, or proposes to ask for none. */
export const PUT = implement(tierSettingOperation, ({ caller, params: { tier }, body }) =>
  setNeedsApproval(getDb(), { tier, needsApproval: body.needs_approval, actor: actorName(caller) }),
);
