import type { AskedPreview, ImportedRows, ImportPreview } from "@/lib/contract/imports";
import type { IntegrationReply } from "@/lib/contract/integration-reply";
import type { CheckedLogs, LogCheck } from "@/lib/contract/log-check";
import type { IngestReply } from "@/lib/contract/log-record";
import type { ImportedUsage } from "@/lib/contract/usage-record";
import type { IngestSource } from "@/lib/domain/ingest-checks/arrived";
import type { RequestFacts } from "@/lib/ingest/formats/entry";

/** A post as it reached the server, unpacked. */
export type PostedBody = { bytes: Uint8Array<ArrayBuffer>; contentType: string | null; keyId: string | null };

/** A post in the format of another tool. */
export type IntegrationPost = PostedBody & { format: string; request?: RequestFacts | undefined };

/** Each event of a Langfuse batch by its own id, and what is wrong with it. */
export type LangfuseReply = { id: string; problem: string | null }[];

/** Rows of a file for an import, as the body of importRowsOperation. */
export type ImportPost = PostedBody & { importId: string };

/** How rejected records are taken: as history, they may be as old as those of an import. */
export type Resubmitted = { isHistory: boolean };

/** Records that were refused before. */
export type Resubmission = IngestSource & Resubmitted & { records: unknown[]; isDryRun: boolean };

/** What an ingest thread is asked. */
export type IngestCalls = {
  /** Resolves once it is up and has read prices and marks. */
  begin: (input: null) => Promise<void>;
  /** Parses, validates, prices and stores a post; resolves once it is committed. */
  store: (post: PostedBody) => Promise<IngestReply>;
  /** The same for what other tools send. */
  storeIntegrationPost: (post: IntegrationPost) => Promise<IntegrationReply>;
  storeLangfuse: (post: IntegrationPost) => Promise<LangfuseReply>;
  /** Parses, prices and stores usage records; resolves once they are committed. */
  storeUsage: (post: PostedBody) => Promise<IngestReply>;
  /** The same for the export of a console. */
  importUsage: (post: PostedBody) => Promise<ImportedUsage>;
  /** Stores rows of a file together with the place the import got to. */
  importRows: (post: ImportPost) => Promise<ImportedRows>;
  /** Stores records that were refused before, or says what would be refused again. */
  resubmit: (input: Resubmission) => Promise<IngestReply>;
  /** What a payload would become if it were posted now; stores nothing. */
  check: (input: LogCheck) => Promise<CheckedLogs>;
  /** What the first rows of a file would become; stores nothing. */
  preview: (input: AskedPreview) => Promise<ImportPreview>;
  /** Commits what was taken and takes no more. */
  drain: (input: null) => Promise<void>;
};
