import { readdir, readFile } from "node:fs/promises";

type Process = { pid: number; parent: number; seconds: number };

const TICKS_PER_SECOND = 100;

/**
 * Seconds of processor time used by a process and all that descend from it, those that ended included; NaN where the
 * system does not say (it does on Linux).
 */
export async function processSeconds(root: number): Promise<number> {
  return secondsOf(root, await listProcesses());
}

/** The seconds of a process and of all that descend from it; NaN where there is no such process. */
export function secondsOf(root: number, processes: readonly Process[]): number {
  const own = processes.find(({ pid }) => pid === root);
  if (!own) return Number.NaN;
  return processes
    .filter(({ parent }) => parent === root)
    .reduce((sum, { pid }) => sum + secondsOf(pid, processes), own.seconds);
}

/** The process that started this one, or NaN. */
export async function parentOf(pid: number): Promise<number> {
  return (await readProcess(pid))?.parent ?? Number.NaN;
}

async function listProcesses(): Promise<Process[]> {
  const names = await readdir("/proc").catch(() => []);
  const read = await Promise.all(names.map(Number).filter(Number.isInteger).map(readProcess));
  return read.filter((one) => one !== null);
}

async function readProcess(pid: number): Promise<Process | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  return stat === null ? null : parseStat(pid, stat);
}

/** A line of /proc/PID/stat, see proc_pid_stat(5): its own time, and that of children it waited for. */
export function parseStat(pid: number, stat: string): Process {
  // After the name, which may itself hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { pid, parent: Number(fields[1]), seconds: ticks / TICKS_PER_SECOND };
}
