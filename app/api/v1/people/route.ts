import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { createPerson } from "@/db/people/create-person";
import { listPeople } from "@/db/people/list-people";
import { addPersonOperation, peopleOperation } from "@/lib/contract/people-operations";

export const GET = implement(peopleOperation, async () => ({ people: await listPeople(getReadDb()) }));

export const POST = implement(addPersonOperation, ({ caller, body }) =>
  createPerson(getDb(), { person: body, actor: actorName(caller), now: new Date() }),
);
