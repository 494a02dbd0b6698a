import { refuseInternalUrl, targetOfNew } from "@/app/_server/alerts/stored-target";
import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { readChannels } from "@/app/_server/read-channels";
import { getDb } from "@/app/_server/runtime";
import { createChannel } from "@/db/alerts/create-channel";
import { channelsOperation, createChannelOperation } from "@/lib/contract/alert-operations";
import { getEnv } from "@/lib/env";
import { versionEtag } from "@/lib/http/etag";
import { Reply } from "@/lib/http/route";

export const GET = implement(channelsOperation, ({ caller }) => readChannels(caller, new Date()));

export const POST = implement(createChannelOperation, async ({ caller, body }) => {
  const env = getEnv();
  if (body.kind !== "email") await refuseInternalUrl(body.url, env);
  const { stored, signing } = targetOfNew(body, env);
  const { name, kind } = body;
  const created = await createChannel(getDb(), { name, kind, stored, actor: actorName(caller), now: new Date() });
  return new Reply({ ...created, signing_secret: signing }, { headers: { etag: versionEtag(created.version) } });
});
