import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { changeUser } from "@/db/users/change-user";
import { deleteUser } from "@/db/users/delete-user";
import { changeUserOperation, removeUserOperation } from "@/lib/contract/user-operations";

export const PATCH = implement(changeUserOperation, ({ caller, params, body }) =>
  changeUser(getDb(), { id: params.id, change: body, actor: actorName(caller), now: new Date() }),
);

export const DELETE = implement(removeUserOperation, async ({ caller, params }) => {
  await deleteUser(getDb(), { id: params.id, actor: actorName(caller), now: new Date() });
});
