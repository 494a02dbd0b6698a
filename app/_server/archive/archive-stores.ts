import type { ArchiveTarget } from "@/db/archive/archived-days";
import { AppError } from "@/lib/contract/error";
import type { SettledEnv } from "@/lib/env";
import { copyTargets } from "../targets/copy-target";
import type { WriteCopy } from "../targets/written-copy";
import { openInFolder, removeFromFolder } from "./folder-files";
import { openInS3, removeFromS3 } from "./s3-files";
import type { StoredFile } from "./stored-file";

/** Where files of archived attempts are. */
type ArchiveStore = {
  write: WriteCopy;
  open: (path: string) => Promise<StoredFile>;
  /** Deletes a file that nothing counts on. */
  remove: (path: string) => Promise<void>;
};

export type ArchiveStores = (target: ArchiveTarget) => ArchiveStore;

/** The stores that the environment names; UNPROCESSABLE for another one. */
export function archiveStores(env: Pick<SettledEnv, "exportDir" | "s3">): ArchiveStores {
  const { exportDir, s3 } = env;
  const write = copyTargets(env);
  return (target) => {
    if (target === "folder" && exportDir !== undefined && write.folder) {
      const [open, remove] = [openInFolder, removeFromFolder];
      return { write: write.folder, open: (path) => open(exportDir, path), remove: (path) => remove(exportDir, path) };
    }
    if (target === "s3" && s3 !== undefined && write.s3) {
      return { write: write.s3, open: (path) => openInS3(s3, path), remove: (path) => removeFromS3(s3, path) };
    }
    const where = target === "folder" ? "folder" : "S3 store";
    throw new AppError("UNPROCESSABLE", `The environment of the server names no ${where}`);
  };
}
