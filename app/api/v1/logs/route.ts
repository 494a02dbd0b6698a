import { implement } from "@/app/_server/implement";
import { receiveLogs } from "@/app/_server/receive-post";
import { storeLogsOperation } from "@/lib/contract/log-record";
import { Reply } from "@/lib/http/route";

export const dynamic = "force-dynamic";

/** Stores log records; answered only after the commit. 422 when every record was refused. */
export const POST = implement(storeLogsOperation, async (posted) => {
  const reply = await receiveLogs(posted);
  const isAllRejected = reply.rejected.length > 0 && reply.accepted + reply.duplicates === 0;
  return new Reply(reply, isAllRejected ? { status: 422 } : {});
});
