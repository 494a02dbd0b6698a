import type { Tone } from "@/components/ui/tone";
import type { ExportRun, ExportSchedule } from "@/lib/contract/export-schedules";
import type { CopyPeriod } from "@/lib/domain/copies/copy-period";
import type { FocusDataset } from "@/lib/domain/focus/spec-types";
import { formatInstant } from "@/lib/domain/format";

export const PERIOD_LABELS: Readonly<Record<CopyPeriod, string>> = {
  day: "Every day",
  week: "Every week",
  month: "Every month",
};
export const DATASET_LABELS: Readonly<Record<FocusDataset, string>> = {
  cost_and_usage: "Cost and Usage",
  invoice_detail: "Invoice Detail",
  billing_period: "Billing Period",
};
export const TARGET_LABELS: Readonly<Record<ExportSchedule["target"], string>> = { folder: "Folder", s3: "S3 store" };
export const STATE_LABELS: Readonly<Record<ExportRun["state"], string>> = {
  waiting: "Waiting",
  running: "Running",
  done: "Done",
  retrying: "Failed, will be tried again",
  failed: "Failed",
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
  return first === end ? first : `${first} to ${end}`;
}
