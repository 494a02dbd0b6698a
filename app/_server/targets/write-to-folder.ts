import { randomUUID } from "node:crypto";
import { mkdir, open, realpath, rename, rm } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import { AppError } from "@/lib/contract/error";
import type { CopyBytes, WrittenCopy } from "./written-copy";

/**
 * Writes a file beneath a folder under a name of its own, then renames it.
 *
 * UNPROCESSABLE where a link would lead out of the folder.
 */
export async function writeToFolder(folder: string, path: string, bytes: CopyBytes): Promise<WrittenCopy> {
  await mkdir(folder, { recursive: true });
  const root = await realpath(folder);
  const parent = await makeFolders(root, dirname(path));
  const target = join(parent, basename(path));
  const unfinished = join(parent, `.${randomUUID()}.part`);
  try {
    const written = await writeWhole(unfinished, bytes);
    await rename(unfinished, target);
    return { bytes: written, location: target };
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Makes folders one by one and resolves to the last: all at once, they would be made wherever a link leads. */
async function makeFolders(root: string, path: string): Promise<string> {
  let folder = root;
  for (const name of path.split("/")) {
    await mkdir(join(folder, name), { recursive: true });
    folder = await realpath(join(folder, name));
    if (folder !== root && !folder.startsWith(root + sep)) {
      throw new AppError("UNPROCESSABLE", "The path leads out of the folder for copies");
    }
  }
  return folder;
}

/** On disk before it gets its name, so that not even a power failure leaves a part of it under that. */
async function writeWhole(path: string, bytes: CopyBytes): Promise<number> {
  const file = await open(path, "wx");
  try {
    let written = 0;
    for await (const piece of bytes) {
      await file.writeFile(piece);
      written += piece.length;
    }
    await file.sync();
    return written;
  } finally {
    await file.close();
  }
}
