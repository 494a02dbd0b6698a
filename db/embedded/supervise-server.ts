import type { ChildProcess } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { type ServerInput, startServer } from "./start-server";
import { hasEnded, stopServer } from "./stop-server";
import { signal, stopOrphan } from "./take-over";

export type SupervisedServer = {
  /** The server's process; undefined while there is none. */
  pid: () => number | undefined;
  stop: () => Promise<void>;
};

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 10_000;
/** One that ran so long before it ended is started again as soon as after the first failure. */
const STEADY_AFTER_MS = 5_000;

/**
 * Starts the server, and again on the same port whenever it ends by itself, until stopped; throws when the first start fails.
 *
 * Never gives up: a full disk may be emptied at any time. Waits ever longer between tries, up to ten seconds, and says
 * in a line why one failed where it is not what the last one said.
 */
export async function superviseServer(
  input: ServerInput,
  notify: (message: string) => void,
): Promise<SupervisedServer> {
  const stopping = new AbortController();
  let failures = 0;
  let startedAt = performance.now();
  let current: ChildProcess | undefined;
  let restarting = Promise.resolve();

  const watch = (child: ChildProcess) => {
    current = child;
    startedAt = performance.now();
    child.unref();
    if (hasEnded(child)) onExit();
    else child.once("exit", onExit);
  };
  const onExit = () => {
    current = undefined;
    if (!stopping.signal.aborted) restarting = restart();
  };
  const startAgain = async () => {
    // The dead one's pid file may by now name a stranger.
    await stopOrphan(input.dataDir);
    return startServer(input, stopping.signal);
  };
  const restart = async () => {
    if (performance.now() - startedAt > STEADY_AFTER_MS) failures = 0;
    notify("The embedded PostgreSQL ended unexpectedly and is started again");
    let said = "";
    for (;;) {
      const retryMs = Math.min(FIRST_RETRY_MS * 2 ** failures++, LAST_RETRY_MS);
      await delay(retryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      const child = await startAgain().catch((error: Error) => {
        if (error.message !== said && !stopping.signal.aborted) notify(error.message);
        said = error.message;
      });
      if (!child) continue;
      if (!stopping.signal.aborted) notify("The embedded PostgreSQL is back");
      return watch(child);
    }
  };
  // If we end without stopping it, the server at least shuts down by itself afterwards.
  const onOurExit = () => {
    if (current?.pid) signal(current.pid, "SIGINT");
  };

  watch(await startServer(input));
  process.once("exit", onOurExit);
  return {
    pid: () => current?.pid,
    stop: async () => {
      stopping.abort();
      process.removeListener("exit", onOurExit);
      await restarting;
      if (current) await stopServer(current);
    },
  };
}
