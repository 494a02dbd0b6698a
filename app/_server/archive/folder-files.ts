import { open, realpath, rm } from "node:fs/promises";
import { join, sep } from "node:path";
import { AppError } from "@/lib/contract/error";
import type { StoredFile } from "./stored-file";

/** Opens a file beneath a folder; UNPROCESSABLE where it is missing, or a link leads out of the folder. */
export async function openInFolder(folder: string, path: string): Promise<StoredFile> {
  const file = await open(await pathWithin(folder, path));
  const { size } = await file.stat();
  return {
    byteLength: size,
    slice: async (start, end = size) => {
      const bytes = new Uint8Array(end - start);
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled);
        if (bytesRead === 0) throw new AppError("UNPROCESSABLE", `The file ${path} became shorter`);
        filled += bytesRead;
      }
      return bytes.buffer;
    },
    close: () => file.close(),
  };
}

/** Deletes a file beneath a folder, if it is there. */
export async function removeFromFolder(folder: string, path: string): Promise<void> {
  const found = await pathWithin(folder, path).catch(() => null);
  if (found !== null) await rm(found, { force: true });
}

async function pathWithin(folder: string, path: string): Promise<string> {
  const missing = () => {
    throw new AppError("UNPROCESSABLE", `The folder has no file ${path}`);
  };
  const root = await realpath(folder).catch(missing);
  const found = await realpath(join(root, path)).catch(missing);
  if (!found.startsWith(root + sep)) throw new AppError("UNPROCESSABLE", `${path} leads out of the folder`);
  return found;
}
