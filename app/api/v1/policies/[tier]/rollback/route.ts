import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { rollbackPolicy } from "@/db/policies/rollback-policy";
import { rollbackOperation } from "@/lib/contract/policy-operations";
import { parseIfMatch, versionEtag } from "@/lib/http/etag";
import { Reply } from "@/lib/http/route";

export const POST = implement(
  rollbackOperation,
  async ({ request, caller, params: { tier }, body: { version, comment } }) => {
    const baseVersion = parseIfMatch(request);
    const edit = { tier, version, baseVersion, publishedBy: actorName(caller), comment: comment ?? null };
    const published = await rollbackPolicy(getDb(), edit);
    return new Reply(published, { headers: { etag: versionEtag(published.version) } });
  },
);
