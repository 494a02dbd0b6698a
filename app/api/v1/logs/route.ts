import { requireScope } from "@/app/_server/caller";
import { getIngest } from "@/app/_server/ingest-service";
import { ingestReplySchema, MAX_BODY_BYTES } from "@/lib/contract/log-record";
import { expectedBytes } from "@/lib/http/expected-bytes";
import { readText } from "@/lib/http/read-body";
import { defineRoute, Reply } from "@/lib/http/route";
import { parseLogsBody } from "@/lib/ingest/parse-logs-body";

export const dynamic = "force-dynamic";

/** Stores log records; answered only after the commit. 422 when every record was refused. */
export const POST = defineRoute({
  authenticate: requireScope("logs:write"),
  reply: ingestReplySchema,
  handle: ({ request, caller }) => {
    const ingest = getIngest();
    return ingest.admit(expectedBytes(request.headers, MAX_BODY_BYTES), async () => {
      const text = await readText(request, { maxBytes: MAX_BODY_BYTES });
      const posted = parseLogsBody(text, request.headers.get("content-type"));
      const keyId = caller.kind === "key" ? caller.id : null;
      const reply = await ingest.submit(posted, { keyId, bytes: text.length });
      const isAllRefused = posted.length > 0 && reply.rejected.length === posted.length;
      return new Reply(reply, isAllRefused ? { status: 422 } : {});
    });
  },
});
