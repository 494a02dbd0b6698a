import { actorName, requireScope } from "@/app/_server/caller";
import { forgetKeys } from "@/app/_server/machine-key";
import { getDb } from "@/app/_server/runtime";
import { revokeKey } from "@/db/keys/revoke-key";
import { idParamsSchema, keySchema } from "@/lib/contract/keys";
import { defineRoute } from "@/lib/http/route";

export const DELETE = defineRoute({
  authenticate: requireScope("admin"),
  params: idParamsSchema,
  reply: keySchema,
  handle: async ({ caller, params }) => {
    const revoked = await revokeKey(getDb(), { id: params.id, actor: actorName(caller), now: new Date() });
    forgetKeys();
    return revoked;
  },
});
