import { refuseInternalUrl, targetOfChange } from "@/app/_server/alerts/stored-target";
import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { changeChannel } from "@/db/alerts/change-channel";
import { deleteChannel } from "@/db/alerts/delete-channel";
import { changeChannelOperation, deleteChannelOperation } from "@/lib/contract/alert-operations";
import { getEnv } from "@/lib/env";
import { parseIfMatch, versionEtag } from "@/lib/http/etag";
import { Reply } from "@/lib/http/route";

export const PATCH = implement(changeChannelOperation, async ({ request, caller, params: { id }, body }) => {
  const env = getEnv();
  await refuseInternalUrl(body.url, env);
  const { name, is_enabled: isEnabled } = body;
  let signing: string | null = null;
  const changed = await changeChannel(getDb(), {
    ...{ id, baseVersion: parseIfMatch(request), actor: actorName(caller), now: new Date() },
    change: { ...(name !== undefined && { name }), ...(isEnabled !== undefined && { isEnabled }) },
    retarget: (row) => {
      const target = targetOfChange(row, body, env);
      signing = target?.signing ?? null;
      return target?.stored;
    },
  });
  return new Reply({ ...changed, signing_secret: signing }, { headers: { etag: versionEtag(changed.version) } });
});

export const DELETE = implement(deleteChannelOperation, ({ request, caller, params: { id } }) =>
  deleteChannel(getDb(), { id, baseVersion: parseIfMatch(request), actor: actorName(caller), now: new Date() }),
);
