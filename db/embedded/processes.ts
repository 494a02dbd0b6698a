import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { run } from "./run";

/** Whether a process exists. One that we may not signal exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** When a process started, in a form that tells it from a later one with the same number; "" where unknown. */
export async function startMark(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // The command's name may hold spaces and brackets; the fields after its last bracket are plain.
  return (
    stat
      .slice(stat.lastIndexOf(")") + 1)
      .trim()
      .split(" ")[19] ?? ""
  );
}

/** The command line of a process, or "" when it is gone. */
export async function commandLine(pid: number): Promise<string> {
  const fromProc = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  if (fromProc) return fromProc.replaceAll("\0", " ");
  const { code, output } = await run("ps", ["-p", String(pid), "-o", "command="]);
  return code === 0 ? output : "";
}

/** Waits until a process is gone; false when it outlives the deadline. */
export async function waitUntilGone(pid: number, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await delay(20);
  }
  return true;
}
