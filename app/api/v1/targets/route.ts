import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { quietNames } from "@/app/_server/reads/quiet-names";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { createTarget } from "@/db/targets/create-target";
import { listTargets } from "@/db/targets/list-targets";
import { createTargetOperation, targetsOperation } from "@/lib/contract/targets";
import { versionEtag } from "@/lib/http/etag";
import { Reply } from "@/lib/http/route";

export const GET = implement(targetsOperation, () => listTargets(getReadDb(), { findQuiet: quietNames }));

export const POST = implement(createTargetOperation, async ({ caller, body }) => {
  const created = await createTarget(getDb(), { target: body, actor: actorName(caller), now: new Date() });
  return new Reply(created, { headers: { etag: versionEtag(created.version) } });
});
