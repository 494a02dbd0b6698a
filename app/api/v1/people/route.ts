import { actorName, requireConfirmed, requireScope } from "@/app/_server/caller";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { createPerson } from "@/db/people/create-person";
import { listPeople } from "@/db/people/list-people";
import { newPersonSchema, peopleSchema, personSchema } from "@/lib/contract/people";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("admin"),
  reply: peopleSchema,
  handle: async () => ({ people: await listPeople(getReadDb()) }),
});

export const POST = defineRoute({
  authenticate: requireConfirmed("admin"),
  body: newPersonSchema,
  reply: personSchema,
  status: 201,
  handle: ({ caller, body }) => createPerson(getDb(), { person: body, actor: actorName(caller), now: new Date() }),
});
