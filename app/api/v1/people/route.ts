import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { createUser } from "@/db/users/create-user";
import { listUsers } from "@/db/users/list-users";
import { addUserOperation, usersOperation } from "@/lib/contract/user-operations";

export const GET = implement(usersOperation, async () => ({ people: await listUsers(getReadDb()) }));

export const POST = implement(addUserOperation, ({ caller, body }) =>
  createUser(getDb(), { user: body, actor: actorName(caller), now: new Date() }),
);
