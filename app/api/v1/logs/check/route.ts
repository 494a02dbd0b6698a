import { implement } from "@/app/_server/implement";
import { getIngest } from "@/app/_server/ingest/ingest-service";
import { checkLogsOperation } from "@/lib/contract/log-check";

export const dynamic = "force-dynamic";

/** Says what a payload would become. Stores nothing. */
export const POST = implement(checkLogsOperation, ({ body }) => getIngest().check(body));
