import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { replayRejected } from "@/app/_server/ingest/replay-rejected";
import { replayOperation } from "@/lib/contract/rejected-records";

export const dynamic = "force-dynamic";

/** Sends rejected records again after a fix, or says what would become of them. */
export const POST = implement(replayOperation, ({ caller, body }) => replayRejected(body, actorName(caller)));
