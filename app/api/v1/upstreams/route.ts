import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { readUpstreams } from "@/app/_server/upstreams/read-upstreams";
import { shownUpstream } from "@/app/_server/upstreams/shown-upstream";
import { storedKey } from "@/app/_server/upstreams/upstream-key";
import { refuseBaseUrl } from "@/app/_server/upstreams/upstream-networks";
import { createUpstream } from "@/db/upstreams/create-upstream";
import { createUpstreamOperation, upstreamsOperation } from "@/lib/contract/upstreams";
import { getEnv } from "@/lib/env";
import { versionEtag } from "@/lib/http/etag";
import { Reply } from "@/lib/http/route";

export const GET = implement(upstreamsOperation, readUpstreams);

export const POST = implement(createUpstreamOperation, async ({ caller, body }) => {
  const env = getEnv();
  await refuseBaseUrl(body.base_url, env);
  const key = storedKey(body, body.base_url, env);
  const created = await createUpstream(getDb(), { upstream: body, key, actor: actorName(caller), now: new Date() });
  return new Reply(shownUpstream(created, env), { headers: { etag: versionEtag(created.version) } });
});
