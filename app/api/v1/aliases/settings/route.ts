import { actorName, requireConfirmed } from "@/app/_server/caller";
import { getDb } from "@/app/_server/runtime";
import { setAliasApproval } from "@/db/aliases/set-alias-approval";
import { approvalSettingSchema, tierSettingSchema } from "@/lib/contract/proposals";
import { defineRoute } from "@/lib/http/route";

/** Asks for a second person from now on, or proposes to ask for none. */
export const PUT = defineRoute({
  authenticate: requireConfirmed("admin"),
  body: tierSettingSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: approvalSettingSchema,
  handle: ({ caller, body }) =>
    setAliasApproval(getDb(), { needsApproval: body.needs_approval, actor: actorName(caller) }),
});
