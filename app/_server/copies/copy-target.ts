import type { SettledEnv } from "@/lib/env";
import { writeToFolder } from "./write-to-folder";
import { writeToS3 } from "./write-to-s3";

export type CopyBytes = AsyncIterable<Uint8Array<ArrayBuffer>>;

/** What was written, and where it is. */
export type WrittenCopy = { bytes: number; location: string };

/** Writes a file as a whole or not at all: whoever looks never sees a part of it, and an older one of its name until then. */
export type WriteCopy = (path: string, bytes: CopyBytes) => Promise<WrittenCopy>;

type TargetsEnv = Pick<SettledEnv, "exportDir" | "s3">;

/** Where copies can go in this environment. */
export function copyTargets({ exportDir, s3 }: TargetsEnv): Partial<Record<"folder" | "s3", WriteCopy>> {
  return {
    ...(exportDir !== undefined && { folder: (path, bytes) => writeToFolder(exportDir, path, bytes) }),
    ...(s3 !== undefined && { s3: (path, bytes) => writeToS3(s3, path, bytes) }),
  };
}
