import { implement } from "@/app/_server/implement";
import { getDb, getReadDb } from "@/app/_server/runtime";
import { createView } from "@/db/views/create-view";
import { listViews } from "@/db/views/list-views";
import { createViewOperation, viewsOperation } from "@/lib/contract/views";
import { versionEtag } from "@/lib/http/etag";
import { Reply } from "@/lib/http/route";

export const GET = implement(viewsOperation, async ({ caller }) => ({
  views: await listViews(getReadDb(), { userId: caller.id }),
}));

export const POST = implement(createViewOperation, async ({ caller, body }) => {
  const created = await createView(getDb(), { view: body, user: caller, now: new Date() });
  return new Reply(created, { headers: { etag: versionEtag(created.version) } });
});
