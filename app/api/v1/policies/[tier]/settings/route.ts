import { z } from "zod";
import { actorName, requireConfirmed } from "@/app/_server/caller";
import { getDb } from "@/app/_server/runtime";
import { setNeedsApproval } from "@/db/proposals/set-needs-approval";
import { dimensionName } from "@/lib/contract/common";
import { tierSettingSchema } from "@/lib/contract/proposals";
import { defineRoute } from "@/lib/http/route";

/** Asks for a second person from now on, or no more. */
export const PUT = defineRoute({
  authenticate: requireConfirmed("admin"),
  params: z.object({ tier: dimensionName }),
  body: tierSettingSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: tierSettingSchema,
  handle: async ({ caller, params: { tier }, body }) => {
    await setNeedsApproval(getDb(), { tier, needsApproval: body.needs_approval, actor: actorName(caller) });
    return body;
  },
});
