import { actorName, requireConfirmed } from "@/app/_server/caller";
import { getDb } from "@/app/_server/runtime";
import { changePerson } from "@/db/people/change-person";
import { deletePerson } from "@/db/people/delete-person";
import { idParamsSchema } from "@/lib/contract/keys";
import { personChangeSchema, personSchema } from "@/lib/contract/people";
import { defineRoute } from "@/lib/http/route";

export const PATCH = defineRoute({
  authenticate: requireConfirmed("admin"),
  params: idParamsSchema,
  body: personChangeSchema,
  reply: personSchema,
  handle: ({ caller, params, body }) =>
    changePerson(getDb(), { id: params.id, change: body, actor: actorName(caller), now: new Date() }),
});

export const DELETE = defineRoute({
  authenticate: requireConfirmed("admin"),
  params: idParamsSchema,
  handle: async ({ caller, params }) => {
    await deletePerson(getDb(), { id: params.id, actor: actorName(caller), now: new Date() });
    return new Response(null, { status: 204 });
  },
});
