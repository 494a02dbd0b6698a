import type { Server } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { getRuntime } from "@/app/_server/runtime";

const ALL_WITHIN_MS = 9_500;
const REQUESTS_WITHIN_MS = 3_000;
const RUNTIME_WITHIN_MS = 4_000;
// npm and tsx pass on a Ctrl-C which the terminal has sent us already.
const REPEATED_SIGNAL_MS = 1_500;

export type ShutdownInput = { server: Server; closeNext: () => Promise<void>; stopDatabase: () => Promise<void> };

/**
 * Ends the process in order on SIGTERM or SIGINT: no new connections, answers finished, what was accepted committed,
 * background work and pool ended, our own database stopped. After 9.5 s, or on another signal, it ends regardless.
 */
export function endOnSignal(input: ShutdownInput): void {
  let since: number | undefined;
  const onSignal = () => {
    if (since === undefined) {
      since = Date.now();
      void shutDown(input);
    } else if (Date.now() - since > REPEATED_SIGNAL_MS) process.exit(1);
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
}

async function shutDown({ server, closeNext, stopDatabase }: ShutdownInput): Promise<void> {
  setTimeout(() => {
    console.error("Switchyard did not stop in time and ends now");
    process.exit(1);
  }, ALL_WITHIN_MS).unref();
  try {
    const runtime = getRuntime();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    // Event streams end on this; other requests go on, and may still be waiting for the ingest queue.
    runtime.stopping.abort();
    await within(closed, REQUESTS_WITHIN_MS);
    await within(runtime.stop(), RUNTIME_WITHIN_MS);
    server.closeAllConnections();
    await within(closeNext(), 500);
    await stopDatabase();
    process.exit(0);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}

async function within(work: Promise<unknown>, ms: number): Promise<void> {
  await Promise.race([work, delay(ms)]);
}
