import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { typedAgain } from "@/app/_server/typed-again";
import { changeOwnPassword } from "@/db/users/change-own-password";
import { changePasswordOperation } from "@/lib/contract/account-operations";

/** Changes one's own password, which ends one's other sessions. */
export const POST = implement(changePasswordOperation, async ({ request, caller, body }) => {
  await changeOwnPassword(getDb(), { ...typedAgain(request, caller, body.password), newPassword: body.new_password });
});
