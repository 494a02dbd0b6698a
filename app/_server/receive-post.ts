import type { ImportedRows } from "@/lib/contract/imports";
import type { IntegrationReply } from "@/lib/contract/integration-reply";
import type { IngestReply } from "@/lib/contract/log-record";
import { MAX_BODY_BYTES } from "@/lib/contract/log-record";
import type { ImportedUsage } from "@/lib/contract/usage-record";
import { admissionLimit } from "@/lib/http/admission-limit";
import { ownBytes } from "@/lib/http/own-bytes";
import { withBody } from "@/lib/http/read-body";
import type { RequestFacts } from "@/lib/ingest/formats/entry";
import { FORMATS } from "@/lib/ingest/formats/formats";
import type { Caller } from "./caller";
import type { LangfuseReply, PostedBody } from "./ingest/ingest-calls";
import { getIngest } from "./ingest/ingest-service";

type Posted = { request: Request; caller: Caller };

/** Stores a post of our own records; resolves once it is committed. Throws UNAVAILABLE where there is no room for it. */
export function receiveLogs(posted: Posted): Promise<IngestReply> {
  return receive(posted, (post) => getIngest().store(post));
}

/** The same for a post in the format of another tool. */
export function receiveIntegrationPost(posted: Posted, format: string): Promise<IntegrationReply> {
  return receive(posted, (post) =>
    getIngest().storeIntegrationPost({ ...post, format, request: factsOf(posted, format) }),
  );
}

export function receiveLangfuse(posted: Posted): Promise<LangfuseReply> {
  return receive(posted, (post) => getIngest().storeLangfuse({ ...post, format: "langfuse" }));
}

export function receiveUsage(posted: Posted): Promise<IngestReply> {
  return receive(posted, (post) => getIngest().storeUsage(post));
}

/** Stores the usage of a console's export, or says what it would become. */
export function receiveUsageFile(posted: Posted): Promise<ImportedUsage> {
  return receive(posted, (post) => getIngest().importUsage(post));
}

/** Stores rows of a file for an import. */
export function receiveRows(posted: Posted, importId: string): Promise<ImportedRows> {
  return receive(posted, (post) => getIngest().importRows({ ...post, importId }));
}

/** Only what the format asks for: other headers may be secrets. */
function factsOf({ request }: Posted, format: string): RequestFacts {
  const headers = [...request.headers].filter(([name]) => FORMATS.get(format)?.readsHeader?.(name));
  return { path: new URL(request.url).pathname, headers: new Map(headers) };
}

function receive<T>({ request, caller }: Posted, store: (post: PostedBody) => Promise<T>): Promise<T> {
  const options = { admission: admissionLimit("logs"), maxBytes: MAX_BODY_BYTES };
  return withBody(request, options, (bytes) => {
    const keyId = caller.kind === "key" ? caller.id : null;
    return store({ bytes: ownBytes(bytes), contentType: request.headers.get("content-type"), keyId });
  });
}
