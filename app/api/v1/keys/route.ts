import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { createKey } from "@/db/keys/create-key";
import { listKeys } from "@/db/keys/list-keys";
import { createKeyOperation, keysOperation } from "@/lib/contract/key-operations";

export const GET = implement(keysOperation, async () => ({ keys: await listKeys(getReadDb()) }));

export const POST = implement(createKeyOperation, ({ caller, body }) =>
  createKey(getDb(), { key: body, actor: actorName(caller), now: new Date() }),
);
