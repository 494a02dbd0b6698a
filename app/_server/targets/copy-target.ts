import type { SettledEnv } from "@/lib/env";
import { writeToFolder } from "./write-to-folder";
import { writeToS3 } from "./write-to-s3";
import type { WriteCopy } from "./written-copy";

type TargetsEnv = Pick<SettledEnv, "exportDir" | "s3">;

/** Where copies can go in this environment. */
export function copyTargets({ exportDir, s3 }: TargetsEnv): Partial<Record<"folder" | "s3", WriteCopy>> {
  return {
    ...(exportDir !== undefined && { folder: (path, bytes) => writeToFolder(exportDir, path, bytes) }),
    ...(s3 !== undefined && { s3: (path, bytes) => writeToS3(s3, path, bytes) }),
  };
}
