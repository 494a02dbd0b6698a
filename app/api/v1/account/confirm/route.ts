import { requirePersonCaller } from "@/app/_server/caller";
import { getDb } from "@/app/_server/runtime";
import { typedAgain } from "@/app/_server/typed-again";
import { confirmSession } from "@/db/people/confirm-session";
import { confirmSchema } from "@/lib/contract/account";
import { defineRoute } from "@/lib/http/route";

/** Takes the password again, so that keys, people and approvals can be changed for a while. */
export const POST = defineRoute({
  authenticate: requirePersonCaller(),
  body: confirmSchema,
  handle: async ({ request, caller, body }) => {
    await confirmSession(getDb(), typedAgain(request, caller, body.password));
    return new Response(null, { status: 204 });
  },
});
