import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@/lib/contract/error";

const LOCK_FILE = "lock";

/** Takes a run's folder for this process and returns what gives it back; throws CONFLICT while another process has it. A killed one has it no longer. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, LOCK_FILE);
  const own = String(process.pid);
  for (let isFree = await tryLock(path, own); !isFree; isFree = await tryLock(path, own)) {
    const holder = Number(await readFile(path, "utf8").catch(() => ""));
    if (holder === process.pid || isRunning(holder)) {
      throw new AppError("CONFLICT", `${folder} is in use by process ${holder}`);
    }
    await rm(path, { force: true });
  }
  return () => rm(path, { force: true });
}

async function tryLock(path: string, own: string): Promise<boolean> {
  try {
    await writeFile(path, own, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and another user's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
