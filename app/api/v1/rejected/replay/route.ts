import { actorName } from "@/app/_server/caller";
import { implement } from "@/app/_server/implement";
import { replayRefused } from "@/app/_server/ingest/replay-refused";
import { replayOperation } from "@/lib/contract/rejected-records";

export const dynamic = "force-dynamic";

/** Sends refused records again after a fix, or says what would become of them. */
export const POST = implement(replayOperation, ({ caller, body }) => replayRefused(body, actorName(caller)));
