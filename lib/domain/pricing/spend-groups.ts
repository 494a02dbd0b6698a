import type { ReportDimension } from "../report-dimensions";

/** What spend can be broken down by. */
export const SPEND_GROUPS = [
  "model",
  "provider",
  "region",
  "tier",
  "app",
] as const satisfies readonly ReportDimension[];
export type SpendGroup = (typeof SPEND_GROUPS)[number];
