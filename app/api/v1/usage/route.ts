import { implement } from "@/app/_server/implement";
import { receiveUsage } from "@/app/_server/receive-post";
import { storeUsageOperation } from "@/lib/contract/usage-record";
import { Reply } from "@/lib/http/route";

export const dynamic = "force-dynamic";

/** Stores usage records; answered only after the commit. 422 when every record was rejected. */
export const POST = implement(storeUsageOperation, async (posted) => {
  const reply = await receiveUsage(posted);
  const isAllRejected = reply.rejected.length > 0 && reply.accepted + reply.duplicates === 0;
  return new Reply(reply, isAllRejected ? { status: 422 } : {});
});
