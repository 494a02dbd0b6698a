import { z } from "zod";

/** Where attempts go before they are dropped, and after how many days. */
export type ArchiveSetting = { target: "folder" | "s3"; afterDays: number };

export const ARCHIVE_VARIABLES = {
  SWITCHYARD_ARCHIVE_TO: z.enum(["folder", "s3"], { error: "must be folder or s3" }).optional(),
  SWITCHYARD_ARCHIVE_AFTER_DAYS: z.coerce
    .number({ error: "must be a number of days" })
    .int("must be a whole number of days")
    .min(1, "must be at least 1 day")
    .optional(),
};

type ArchiveValues = {
  SWITCHYARD_ARCHIVE_TO?: "folder" | "s3" | undefined;
  SWITCHYARD_ARCHIVE_AFTER_DAYS?: number | undefined;
  SWITCHYARD_RAW_RETENTION_DAYS: number;
  SWITCHYARD_EXPORT_DIR?: string | undefined;
  SWITCHYARD_S3_ENDPOINT?: string | undefined;
};

/** The setting, or undefined where attempts are not archived. */
export function archiveOf(values: ArchiveValues): ArchiveSetting | undefined {
  const { SWITCHYARD_ARCHIVE_TO: target, SWITCHYARD_ARCHIVE_AFTER_DAYS: days } = values;
  return target && { target, afterDays: days ?? values.SWITCHYARD_RAW_RETENTION_DAYS };
}

/** What of it makes no sense, by the name of the variable; null where all does. */
export function archiveProblem(values: ArchiveValues): { name: string; message: string } | null {
  const { SWITCHYARD_ARCHIVE_TO: target, SWITCHYARD_ARCHIVE_AFTER_DAYS: days } = values;
  const required = target === "folder" ? ("SWITCHYARD_EXPORT_DIR" as const) : ("SWITCHYARD_S3_ENDPOINT" as const);
  if (target && !values[required]) {
    return { name: required, message: `is required when SWITCHYARD_ARCHIVE_TO is ${target}` };
  }
  if (days === undefined) return null;
  const name = "SWITCHYARD_ARCHIVE_AFTER_DAYS";
  if (!target) return { name, message: "has no effect without SWITCHYARD_ARCHIVE_TO" };
  // Nothing is dropped before it is archived.
  if (days > values.SWITCHYARD_RAW_RETENTION_DAYS) {
    return { name, message: "must be at most SWITCHYARD_RAW_RETENTION_DAYS" };
  }
  return null;
}
