import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { receiveUsage } from "@/app/_server/receive-post";
import { getDb } from "@/app/_server/runtime";
import { deleteUsage } from "@/db/usage-records/delete-usage";
import { storeUsageOperation } from "@/lib/contract/usage-record";
import { deleteUsageOperation } from "@/lib/contract/usage-sources";
import { Reply } from "@/lib/http/route";

export const dynamic = "force-dynamic";

/** Stores usage records; answered only after the commit. 422 when every record was rejected. */
export const POST = implement(storeUsageOperation, async (posted) => {
  const reply = await receiveUsage(posted);
  const isAllRejected = reply.rejected.length > 0 && reply.accepted + reply.duplicates === 0;
  return new Reply(reply, isAllRejected ? { status: 422 } : {});
});

export const DELETE = implement(deleteUsageOperation, async ({ caller, query: { source, from, to } }) => {
  const days = from === undefined || to === undefined ? null : { from, to };
  return { deleted: await deleteUsage(getDb(), { source, days, actor: actorName(caller), now: new Date() }) };
});
