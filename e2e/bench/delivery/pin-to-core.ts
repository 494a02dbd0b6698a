import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";

/** Keeps a process and all its threads on one core; false where the system cannot. */
export function pinToCore(pid: number, core: number): boolean {
  if (core >= availableParallelism()) return false;
  return spawnSync("taskset", ["-acp", String(core), String(pid)], { stdio: "ignore" }).status === 0;
}

const TICKS_PER_SECOND = 100;

/** Seconds of processor time a process has used; NaN where the system does not say. */
export async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // After the name, which may itself hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
