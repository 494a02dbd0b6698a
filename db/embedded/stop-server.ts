import type { ChildProcess } from "node:child_process";
import { waitUntilGone } from "./processes";
import { signal } from "./take-over";

const FAST_STOP_MS = 8_000;

/** Shuts a server down, at once where it does not follow within some seconds; resolves when it is gone. */
export async function stopServer(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (!pid || hasEnded(child)) return;
  signal(pid, "SIGINT");
  if (await waitUntilGone(pid, FAST_STOP_MS)) return;
  signal(pid, "SIGQUIT");
  await waitUntilGone(pid, FAST_STOP_MS);
}

/** Whether a child process has ended, by itself or by a signal. */
export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
