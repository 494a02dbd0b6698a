import { AppError } from "@/lib/contract/error";
import type { SettledEnv } from "@/lib/env";
import { t } from "@/lib/messages/translate";
import { processWide } from "@/lib/process-wide";
import { requireReady, type Service } from "../runtime";
import { CallThread } from "../threads/call-thread";
import type { BacktestCalls } from "./backtest-calls";
import { JobQueue } from "./job-queue";

const WAITING_MAX = 3;
const RETRY_AFTER_SECONDS = 5;
const ASK_EVERY_MS = 200;
/** A thread nobody needs goes: it holds tens of megabytes. */
const IDLE_MS = 60_000;

type Shared = {
  env: SettledEnv;
  queue: JobQueue;
  thread: CallThread<BacktestCalls> | undefined;
  idle: NodeJS.Timeout | undefined;
  runs: number;
};

const shared = processWide<Shared>("backtest");

export type RunOptions = { signal: AbortSignal; onProgress?: ((share: number) => void) | undefined };

/** Throws UNAVAILABLE where a back-test would not even be let wait. */
export function assertBacktestAdmitted(): void {
  getService().queue.assertAdmitted();
}

type Ask<Reply> = (thread: CallThread<BacktestCalls>, id: number) => Promise<Reply>;

/**
 * Runs work on recorded traffic on a thread of its own, one at a time: two would take what ingest needs on a small machine.
 *
 * Three more may wait; UNAVAILABLE beyond them. Soon after the signal aborts it is CONFLICT.
 */
export async function onBacktestThread<Reply>(ask: Ask<Reply>, options: RunOptions): Promise<Reply> {
  const service = getService();
  const { signal } = options;
  try {
    return await service.queue.run(() => runOnThread(service, ask, options), signal);
  } catch (error) {
    throw signal.aborted ? new AppError("CONFLICT", t("The back-test was cancelled")) : error;
  }
}

function getService(): Shared {
  requireReady();
  const service = shared.get();
  if (!service) throw new Error("The back-test service is not among the services");
  return service;
}

async function runOnThread<Reply>(service: Shared, ask: Ask<Reply>, { signal, onProgress }: RunOptions) {
  signal.throwIfAborted();
  clearTimeout(service.idle);
  service.thread ??= new CallThread<BacktestCalls>("backtest-thread", service.env);
  const { thread } = service;
  const id = service.runs++;
  const cancel = () => void thread.call("cancel", id).catch(() => undefined);
  signal.addEventListener("abort", cancel, { once: true });
  const asking = setInterval(() => {
    thread.call("progress", id).then(onProgress, () => undefined);
  }, ASK_EVERY_MS);
  try {
    return await ask(thread, id);
  } finally {
    clearInterval(asking);
    signal.removeEventListener("abort", cancel);
    service.idle = setTimeout(() => void endThread(service), IDLE_MS).unref();
  }
}

async function endThread(service: Shared): Promise<void> {
  const { thread } = service;
  service.thread = undefined;
  clearTimeout(service.idle);
  await thread?.call("end", null).catch(() => undefined);
  await thread?.stop();
}

/** Makes back-tests possible; their thread is started by the first one. */
export const backtestService: Service = {
  name: "backtest",
  start: async ({ env }) => {
    const queue = new JobQueue({ waitingMax: WAITING_MAX, retryAfterSeconds: RETRY_AFTER_SECONDS });
    shared.set({ env, queue, thread: undefined, idle: undefined, runs: 0 });
  },
  stop: async () => {
    const service = shared.get();
    shared.set(undefined);
    if (!service) return;
    clearTimeout(service.idle);
    await endThread(service);
  },
};
