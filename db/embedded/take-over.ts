import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EmbeddedError } from "./embedded-error";
import { commandLine, isAlive, startMark, waitUntilGone } from "./processes";

const FAST_STOP_MS = 30_000;
const IMMEDIATE_STOP_MS = 10_000;

/** Notes this process as the folder's one owner, or throws when another living one holds it. */
export async function claimHome(home: string): Promise<void> {
  const file = join(home, "owner");
  const text = await readFile(file, "utf8").catch(() => "");
  const [pid, mark] = text.split(" ");
  const owner = Number(pid);
  if (owner > 0 && isAlive(owner) && (await startMark(owner)) === (mark ?? "")) {
    throw new EmbeddedError(`${home} is in use by process ${owner}; stop it, or set SWITCHYARD_DATA_DIR`);
  }
  await writeFile(file, `${process.pid} ${await startMark(process.pid)}`, { mode: 0o600 });
}

export async function releaseHome(home: string): Promise<void> {
  await rm(join(home, "owner"), { force: true });
}

/**
 * Clears what a killed process left behind: a server still running is stopped, a pid file that names a stranger removed.
 *
 * A file that names nobody stays, because the server itself then checks that no backend of its predecessor lives on.
 */
export async function stopOrphan(dataDir: string): Promise<void> {
  const pidFile = join(dataDir, "postmaster.pid");
  const pid = Number((await readFile(pidFile, "utf8").catch(() => "")).split("\n")[0]);
  if (!(pid > 0) || !isAlive(pid)) return;
  const command = await commandLine(pid);
  if (!command.includes("postgres") || !command.includes(dataDir)) {
    await rm(pidFile, { force: true });
    return;
  }
  signal(pid, "SIGINT");
  if (await waitUntilGone(pid, FAST_STOP_MS)) return;
  signal(pid, "SIGQUIT");
  if (await waitUntilGone(pid, IMMEDIATE_STOP_MS)) return;
  throw new EmbeddedError(`A server left over from an earlier run (process ${pid}) does not stop; end it first`);
}

/** Signals a process that may have gone in the meantime. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (isAlive(pid)) throw error;
  }
}
