import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { changeTarget } from "@/db/targets/change-target";
import { deleteTarget } from "@/db/targets/delete-target";
import { changeTargetOperation, deleteTargetOperation } from "@/lib/contract/targets";
import { parseIfMatch, versionEtag } from "@/lib/http/etag";
import { Reply } from "@/lib/http/route";

export const PATCH = implement(changeTargetOperation, async ({ request, caller, params: { id }, body }) => {
  const edit = { id, change: body, baseVersion: parseIfMatch(request), actor: actorName(caller), now: new Date() };
  const changed = await changeTarget(getDb(), edit);
  return new Reply(changed, { headers: { etag: versionEtag(changed.version) } });
});

export const DELETE = implement(deleteTargetOperation, ({ request, caller, params: { id } }) =>
  deleteTarget(getDb(), { id, baseVersion: parseIfMatch(request), actor: actorName(caller), now: new Date() }),
);
