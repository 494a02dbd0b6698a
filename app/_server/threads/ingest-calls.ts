import type { IngestReply } from "@/lib/contract/log-record";

/** A post as it reached the server, unpacked. */
export type PostedBody = { bytes: Uint8Array<ArrayBuffer>; contentType: string | null; keyId: string | null };

/** What an ingest thread is asked. */
export type IngestCalls = {
  /** Resolves once it is up and has read prices and marks. */
  begin: (input: null) => Promise<void>;
  /** Parses, validates, prices and stores a post; resolves once it is committed. */
  store: (post: PostedBody) => Promise<IngestReply>;
  /** Commits what was taken and takes no more. */
  drain: (input: null) => Promise<void>;
};
