import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { shownUpstream } from "@/app/_server/upstreams/shown-upstream";
import { changedKey } from "@/app/_server/upstreams/upstream-key";
import { refuseBaseUrl } from "@/app/_server/upstreams/upstream-networks";
import { changeUpstream } from "@/db/upstreams/change-upstream";
import { deleteUpstream } from "@/db/upstreams/delete-upstream";
import { changeUpstreamOperation, deleteUpstreamOperation } from "@/lib/contract/upstreams";
import { getEnv } from "@/lib/env";
import { parseIfMatch, versionEtag } from "@/lib/http/etag";
import { Reply } from "@/lib/http/route";

export const PATCH = implement(changeUpstreamOperation, async ({ request, caller, params: { id }, body }) => {
  const env = getEnv();
  await refuseBaseUrl(body.base_url, env);
  const changed = await changeUpstream(getDb(), {
    ...{ id, change: body, rekey: (row) => changedKey(row, body, env) },
    ...{ baseVersion: parseIfMatch(request), actor: actorName(caller), now: new Date() },
  });
  return new Reply(shownUpstream(changed, env), { headers: { etag: versionEtag(changed.version) } });
});

export const DELETE = implement(deleteUpstreamOperation, ({ request, caller, params: { id } }) =>
  deleteUpstream(getDb(), { id, baseVersion: parseIfMatch(request), actor: actorName(caller), now: new Date() }),
);
