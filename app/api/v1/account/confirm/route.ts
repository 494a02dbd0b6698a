import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { typedAgain } from "@/app/_server/typed-again";
import { confirmSession } from "@/db/users/confirm-session";
import { confirmOperation } from "@/lib/contract/account-operations";

/** Takes the password again, so that keys, users and approvals can be changed for a while. */
export const POST = implement(confirmOperation, async ({ request, caller, body }) => {
  await confirmSession(getDb(), typedAgain(request, caller, body.password));
});
