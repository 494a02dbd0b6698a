import { requireScope } from "@/app/_server/caller";
import { getIngest } from "@/app/_server/ingest-service";
import { ingestReplySchema, MAX_BODY_BYTES } from "@/lib/contract/log-record";
import { expectedBytes } from "@/lib/http/expected-bytes";
import { ownBytes } from "@/lib/http/own-bytes";
import { readBody } from "@/lib/http/read-body";
import { defineRoute, Reply } from "@/lib/http/route";

export const dynamic = "force-dynamic";

/** Stores log records; answered only after the commit. 422 when every record was refused. */
export const POST = defineRoute({
  authenticate: requireScope("logs:write"),
  reply: ingestReplySchema,
  handle: ({ request, caller }) => {
    const ingest = getIngest();
    return ingest.admit(expectedBytes(request.headers, MAX_BODY_BYTES), async () => {
      const bytes = ownBytes(await readBody(request, { maxBytes: MAX_BODY_BYTES }));
      const keyId = caller.kind === "key" ? caller.id : null;
      const reply = await ingest.store({ bytes, contentType: request.headers.get("content-type"), keyId });
      const isAllRefused = reply.rejected.length > 0 && reply.accepted + reply.duplicates === 0;
      return new Reply(reply, isAllRefused ? { status: 422 } : {});
    });
  },
});
