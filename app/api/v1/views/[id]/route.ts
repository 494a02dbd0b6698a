import { implement } from "@/app/_server/implement";
import { getDb } from "@/app/_server/runtime";
import { changeView } from "@/db/views/change-view";
import { deleteView } from "@/db/views/delete-view";
import { changeViewOperation, deleteViewOperation } from "@/lib/contract/views";
import { parseIfMatch, versionEtag } from "@/lib/http/etag";
import { Reply } from "@/lib/http/route";

export const PATCH = implement(changeViewOperation, async ({ request, caller, params: { id }, body }) => {
  const edit = { id, change: body, baseVersion: parseIfMatch(request), user: caller, now: new Date() };
  const changed = await changeView(getDb(), edit);
  return new Reply(changed, { headers: { etag: versionEtag(changed.version) } });
});

export const DELETE = implement(deleteViewOperation, ({ request, caller, params: { id } }) =>
  deleteView(getDb(), { id, baseVersion: parseIfMatch(request), user: caller, now: new Date() }),
);
