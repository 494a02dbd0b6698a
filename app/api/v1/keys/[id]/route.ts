import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { forgetKeys } from "@/app/_server/machine-key";
import { getDb } from "@/app/_server/runtime";
import { revokeKey } from "@/db/keys/revoke-key";
import { revokeKeyOperation } from "@/lib/contract/key-operations";

export const DELETE = implement(revokeKeyOperation, async ({ caller, params }) => {
  const revoked = await revokeKey(getDb(), { id: params.id, actor: actorName(caller), now: new Date() });
  forgetKeys();
  return revoked;
});
