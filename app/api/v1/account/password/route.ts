import { requirePersonCaller } from "@/app/_server/caller";
import { getDb } from "@/app/_server/runtime";
import { typedAgain } from "@/app/_server/typed-again";
import { changeOwnPassword } from "@/db/people/change-own-password";
import { ownPasswordSchema } from "@/lib/contract/account";
import { defineRoute } from "@/lib/http/route";

/** Changes one's own password, which ends one's other sessions. */
export const POST = defineRoute({
  authenticate: requirePersonCaller({ evenTemporary: true }),
  body: ownPasswordSchema,
  handle: async ({ request, caller, body }) => {
    await changeOwnPassword(getDb(), { ...typedAgain(request, caller, body.password), newPassword: body.new_password });
    return new Response(null, { status: 204 });
  },
});
