import { getRuntime, NO_WORKER, type Service, type WorkerStatus } from "../runtime";
import { CallThread } from "../threads/call-thread";
import type { WorkerCalls } from "./worker-calls";

const ASK_EVERY_MS = 1_000;
const SILENT_MS = 15_000;

let thread: CallThread<WorkerCalls> | undefined;
let asking: NodeJS.Timeout | undefined;
let lastStatus: { status: WorkerStatus; at: number } | undefined;

/**
 * The background work (folding, sealing, partitions, retention) on a thread of its own. One process of all leads; the
 * rest stand by.
 */
export const workerService: Service = {
  name: "worker",
  start: async ({ env }) => {
    thread = new CallThread<WorkerCalls>("worker-thread", env);
    asking = setInterval(ask, ASK_EVERY_MS);
    asking.unref();
    getRuntime().workerStatus = workerStatus;
  },
  stop: async () => {
    clearInterval(asking);
    await thread?.call("end", null).catch(() => undefined);
    await thread?.stop();
    thread = undefined;
    lastStatus = undefined;
  },
};

async function ask(): Promise<void> {
  const status = await thread?.call("status", null).catch(() => undefined);
  if (status) lastStatus = { status, at: performance.now() };
}

/** Running when somebody, this process or another, folded a moment ago. */
function workerStatus(): WorkerStatus {
  if (!lastStatus) return NO_WORKER;
  if (performance.now() - lastStatus.at > SILENT_MS)
    return { ...lastStatus.status, running: false, detail: "the background work does not answer" };
  return lastStatus.status;
}
