import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { changePerson } from "@/db/people/change-person";
import { deletePerson } from "@/db/people/delete-person";
import { changePersonOperation, removePersonOperation } from "@/lib/contract/people-operations";

export const PATCH = implement(changePersonOperation, ({ caller, params, body }) =>
  changePerson(getDb(), { id: params.id, change: body, actor: actorName(caller), now: new Date() }),
);

export const DELETE = implement(removePersonOperation, async ({ caller, params }) => {
  await deletePerson(getDb(), { id: params.id, actor: actorName(caller), now: new Date() });
});
