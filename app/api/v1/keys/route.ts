import { actorName, requireConfirmed, requireScope } from "@/app/_server/caller";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { createKey } from "@/db/keys/create-key";
import { listKeys } from "@/db/keys/list-keys";
import { createdKeySchema, keysSchema, newKeySchema } from "@/lib/contract/keys";
import { defineRoute } from "@/lib/http/route";

export const GET = defineRoute({
  authenticate: requireScope("admin"),
  reply: keysSchema,
  handle: async () => ({ keys: await listKeys(getReadDb()) }),
});

export const POST = defineRoute({
  authenticate: requireConfirmed("admin"),
  body: newKeySchema,
  reply: createdKeySchema,
  status: 201,
  handle: ({ caller, body }) => createKey(getDb(), { key: body, actor: actorName(caller), now: new Date() }),
});
