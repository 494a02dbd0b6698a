import type { RepricePreview, RepriceRequest } from "@/lib/contract/reprice";
import type { SettledEnv } from "@/lib/env";
import { message } from "@/lib/messages/translate";
import { processWide } from "@/lib/process-wide";
import { JobQueue } from "../backtest/job-queue";
import { requireReady, type Service } from "../runtime";
import { CallThread } from "../threads/call-thread";
import type { RepriceCalls } from "./reprice-calls";

const WAITING_MAX = 3;
const RETRY_AFTER_SECONDS = 10;
/** A thread nobody needs goes: it holds tens of megabytes. */
const IDLE_MS = 60_000;
const REPRICES_RUN = message("Other re-prices are running; try again shortly");

type Shared = {
  env: SettledEnv;
  queue: JobQueue;
  thread: CallThread<RepriceCalls> | undefined;
  idle: NodeJS.Timeout | undefined;
};

const shared = processWide<Shared>("reprice");

/**
 * Previews a re-price on a thread of its own, one at a time. Three more may wait; UNAVAILABLE beyond them. Who leaves while
 * waiting is not looked at.
 */
export function previewOnThread(request: RepriceRequest, signal: AbortSignal): Promise<RepricePreview> {
  requireReady();
  const service = shared.get();
  if (!service) throw new Error("The re-price service is not among the services");
  return service.queue.run(async () => {
    clearTimeout(service.idle);
    service.thread ??= new CallThread<RepriceCalls>("reprice-thread", service.env);
    try {
      return await service.thread.call("preview", request);
    } finally {
      service.idle = setTimeout(() => void endThread(service), IDLE_MS).unref();
    }
  }, signal);
}

async function endThread(service: Shared): Promise<void> {
  const { thread } = service;
  service.thread = undefined;
  clearTimeout(service.idle);
  await thread?.call("end", null).catch(() => undefined);
  await thread?.stop();
}

/** Makes previews of re-prices possible; their thread is started by the first one. Applying them is the leader's work. */
export const repriceService: Service = {
  name: "reprice",
  start: async ({ env }) => {
    const queue = new JobQueue({ waitingMax: WAITING_MAX, retryAfterSeconds: RETRY_AFTER_SECONDS, busy: REPRICES_RUN });
    shared.set({ env, queue, thread: undefined, idle: undefined });
  },
  stop: async () => {
    const service = shared.get();
    shared.set(undefined);
    if (service) await endThread(service);
  },
};
