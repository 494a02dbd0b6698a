import { execFile } from "node:child_process";
import { mkdir, mkdtemp, open, rm, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const PIECES = [1024 * 1024, 4096];

export type SmallDisk = {
  /** A folder on it for whoever is to run out of room. */
  folder: string;
  /** Takes all the room that is left. */
  fill: () => Promise<void>;
  /** Gives it back. */
  free: () => Promise<void>;
  unmount: () => Promise<void>;
};

/** A file system of its own with so little room, in memory; null where this process may not mount one. */
export async function mountSmallDisk(mebibytes: number): Promise<SmallDisk | null> {
  const place = await mkdtemp(join(tmpdir(), "switchyard-disk-"));
  try {
    await run("mount", ["-t", "tmpfs", "-o", `size=${mebibytes}m,mode=755`, "tmpfs", place]);
  } catch {
    await rmdir(place);
    return null;
  }
  const folder = join(place, "data");
  const ballast = join(place, "ballast");
  await mkdir(folder);
  return {
    folder,
    fill: () => writeUntilFull(ballast),
    free: () => rm(ballast, { force: true }),
    unmount: async () => {
      await run("umount", [place]);
      await rmdir(place);
    },
  };
}

async function writeUntilFull(path: string): Promise<void> {
  const file = await open(path, "a");
  try {
    for (const bytes of PIECES) {
      const piece = Buffer.alloc(bytes);
      while (await fits(file.appendFile(piece)));
    }
  } finally {
    await file.close();
  }
}

async function fits(written: Promise<void>): Promise<boolean> {
  try {
    await written;
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") return false;
    throw error;
  }
}
