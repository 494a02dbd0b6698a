import { z } from "zod";
import { actorName, requireConfirmed } from "@/app/_server/caller";
import { getDb } from "@/app/_server/runtime";
import { setNeedsApproval } from "@/db/proposals/set-needs-approval";
import { dimensionName } from "@/lib/contract/common";
import { approvalSettingSchema, tierSettingSchema } from "@/lib/contract/proposals";
import { defineRoute } from "@/lib/http/route";

/** Asks for a second person from now on, or proposes to ask for none. */
export const PUT = defineRoute({
  authenticate: requireConfirmed("admin"),
  params: z.object({ tier: dimensionName }),
  body: tierSettingSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: approvalSettingSchema,
  handle: ({ caller, params: { tier }, body }) =>
    setNeedsApproval(getDb(), { tier, needsApproval: body.needs_approval, actor: actorName(caller) }),
});
