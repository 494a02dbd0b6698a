import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { publishAliases } from "@/db/aliases/publish-aliases";
import { getAliases } from "@/db/policies/get-aliases";
import { aliasesOperation, publishAliasesOperation } from "@/lib/contract/policy-operations";
import { parseIfMatch, versionEtag } from "@/lib/http/etag";
import { Reply } from "@/lib/http/route";

export const GET = implement(aliasesOperation, async () => {
  const table = await getAliases(getDb());
  return new Reply(table, { headers: { etag: versionEtag(table.version) } });
});

export const PUT = implement(publishAliasesOperation, async ({ request, caller, body: { aliases, comment } }) => {
  const baseVersion = parseIfMatch(request);
  const edit = { aliases, baseVersion, publishedBy: actorName(caller), comment: comment ?? null };
  const table = await publishAliases(getDb(), edit);
  return new Reply(table, { headers: { etag: versionEtag(table.version) } });
});
