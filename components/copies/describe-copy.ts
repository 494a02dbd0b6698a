import type { Tone } from "@/components/ui/tone";
import type { ExportRun, ExportSchedule } from "@/lib/contract/export-schedules";
import type { CopyPeriod } from "@/lib/domain/copies/copy-period";
import type { FocusDataset } from "@/lib/domain/focus/spec-types";
import { formatInstant } from "@/lib/domain/format";
import { type Message, message, t } from "@/lib/messages/translate";

export const PERIOD_LABELS: Readonly<Record<CopyPeriod, Message>> = {
  day: message("Every day"),
  week: message("Every week"),
  month: message("Every month"),
};
export const DATASET_LABELS: Readonly<Record<FocusDataset, Message>> = {
  cost_and_usage: message("Cost and Usage"),
  invoice_detail: message("Invoice Detail"),
  billing_period: message("Billing Period"),
};
export const TARGET_LABELS: Readonly<Record<ExportSchedule["target"], Message>> = {
  folder: message("Folder"),
  s3: message("S3 store"),
};
export const STATE_LABELS: Readonly<Record<ExportRun["state"], Message>> = {
  waiting: message("Waiting"),
  running: message("Running"),
  done: message("Done"),
  retrying: message("Failed, will be tried again"),
  failed: message("Failed"),
};
export const STATE_TONES: Readonly<Record<ExportRun["state"], Tone>> = {
  waiting: "neutral",
  running: "neutral",
  done: "good",
  retrying: "warn",
  failed: "bad",
};

/** "2026-03-01 to 2026-03-31", the UTC dates of a period, the last one included. */
export function describePeriod({ from, to }: Pick<ExportRun, "from" | "to">): string {
  const last = new Date(Date.parse(to) - 1).toISOString();
  const [first, end] = [formatInstant(from, "UTC", "day"), formatInstant(last, "UTC", "day")];
  return first === end ? first : t("{first} to {end}", { first, end });
}
