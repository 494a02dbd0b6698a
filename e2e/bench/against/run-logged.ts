import { spawn } from "node:child_process";
import { once } from "node:events";
import { open } from "node:fs/promises";
import type { Cleanup } from "../cleanup";

/** Runs a program to its end with what it says added to a file; false where it fails. Ended early, its children end too. */
export async function runLogged(
  program: string,
  args: readonly string[],
  { folder, logFile, cleanup }: { folder: string; logFile: string; cleanup: Cleanup },
): Promise<boolean> {
  const log = await open(logFile, "a");
  const child = spawn(program, args, {
    cwd: folder,
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
  });
  const ended = once(child, "close").then(
    ([code]) => code === 0,
    () => false,
  );
  const stop = cleanup.add(async () => {
    if (child.pid && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, "SIGTERM");
    await ended;
  });
  const isDone = await ended;
  await log.close();
  await stop();
  return isDone;
}
