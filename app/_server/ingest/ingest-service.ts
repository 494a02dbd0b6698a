import { AppError } from "@/lib/contract/error";
import type { ImportedRows } from "@/lib/contract/imports";
import type { IntegrationReply } from "@/lib/contract/integration-reply";
import type { IngestReply } from "@/lib/contract/log-record";
import type { ImportedUsage } from "@/lib/contract/usage-record";
import { processWide } from "@/lib/process-wide";
import { requireReady, type Service } from "../runtime";
import { CallThread } from "../threads/call-thread";
import type { ImportPost, IngestCalls, IntegrationPost, LangfuseReply, PostedBody, Resubmission } from "./ingest-calls";

/** About half of the records that a commit takes at most: a post of more gains nothing from company. */
const LARGE_BYTES = 2 * 1024 * 1024;
/** About two full commits, one under way and one that gathers: more than that is more than one thread's work. */
const BUSY_BYTES = 8 * 1024 * 1024;

type IngestThread = { thread: CallThread<IngestCalls>; bytes: number };

export type IngestService = {
  /** Stores a post; resolves once it is committed. Its bytes are given away. */
  store: (post: PostedBody) => Promise<IngestReply>;
  /** The same for a post in the format of another tool. */
  storeIntegrationPost: (post: IntegrationPost) => Promise<IntegrationReply>;
  storeLangfuse: (post: IntegrationPost) => Promise<LangfuseReply>;
  /** Stores usage records, or those of a console's export. */
  storeUsage: (post: PostedBody) => Promise<IngestReply>;
  importUsage: (post: PostedBody) => Promise<ImportedUsage>;
  /** Stores rows of a file together with the place the import got to. */
  importRows: (post: ImportPost) => Promise<ImportedRows>;
  /** Stores records that were refused before, or says what would be refused again. */
  resubmit: (input: Resubmission) => Promise<IngestReply>;
} & Pick<IngestCalls, "check" | "preview">;

const shared = processWide<{ threads: IngestThread[] }>("ingest");

/** The process's one way in for posts; UNAVAILABLE until the runtime is ready. */
export function getIngest(): IngestService {
  requireReady();
  const service = shared.get();
  if (!service) throw new Error("The ingest service is not among the services");
  return {
    store: (post) => storeOn(service.threads, "store", post),
    storeIntegrationPost: (post) => storeOn(service.threads, "storeIntegrationPost", post),
    storeLangfuse: (post) => storeOn(service.threads, "storeLangfuse", post),
    storeUsage: (post) => storeOn(service.threads, "storeUsage", post),
    importUsage: (post) => storeOn(service.threads, "importUsage", post),
    importRows: (post) => storeOn(service.threads, "importRows", post),
    check: (input) => pickThread(service.threads).thread.call("check", input),
    preview: (input) => pickThread(service.threads).thread.call("preview", input),
    resubmit: (input) => pickThread(service.threads).thread.call("resubmit", input),
  };
}

/** Stores a post, also while everything else stops already; UNAVAILABLE before the threads are up and once they end. */
export function storeWhileStopping(post: PostedBody): Promise<IngestReply> {
  return storeOn(shared.get()?.threads ?? [], "store", post);
}

/** Posts share a commit only within a thread: small ones fill one after the other, large ones go where least is to be stored. */
function pickThread(threads: readonly IngestThread[], bytes = 0): IngestThread {
  // One that died has no bytes left to store, and would be given all posts until it is back.
  const up = threads.filter(({ thread }) => thread.isUp);
  const shared = bytes < LARGE_BYTES ? up.find((one) => one.bytes < BUSY_BYTES) : undefined;
  const [least] = shared ? [shared] : (up.length > 0 ? up : threads).toSorted((a, b) => a.bytes - b.bytes);
  if (!least) throw new AppError("UNAVAILABLE", "Switchyard is shutting down");
  return least;
}

type Storing = "store" | "storeIntegrationPost" | "storeLangfuse" | "storeUsage" | "importUsage" | "importRows";

async function storeOn<Name extends Storing>(
  threads: readonly IngestThread[],
  name: Name,
  post: Parameters<IngestCalls[Name]>[0],
): Promise<Awaited<ReturnType<IngestCalls[Name]>>> {
  const { byteLength } = post.bytes;
  const on = pickThread(threads, byteLength);
  on.bytes += byteLength;
  try {
    return await on.thread.call(name, post, [post.bytes.buffer]);
  } finally {
    on.bytes -= byteLength;
  }
}

/** Parses and stores posts on threads of their own, so that no burst of them holds up anything else; commits on shutdown. */
export const ingestService: Service = {
  name: "ingest",
  start: async ({ env }) => {
    const threads = Array.from({ length: env.ingestThreads }, () => ({
      thread: new CallThread<IngestCalls>("ingest-thread", env),
      bytes: 0,
    }));
    shared.set({ threads });
    try {
      await Promise.all(threads.map(({ thread }) => thread.call("begin", null)));
    } catch (error) {
      // The start is tried again, with threads of its own.
      shared.set(undefined);
      await Promise.all(threads.map(({ thread }) => thread.stop()));
      throw error;
    }
  },
  stop: async () => {
    const threads = shared.get()?.threads ?? [];
    shared.set(undefined);
    await Promise.all(
      threads.map(async ({ thread }) => {
        await thread.call("drain", null).catch(() => undefined);
        await thread.stop();
      }),
    );
  },
};
