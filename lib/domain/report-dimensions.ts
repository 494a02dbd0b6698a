import { recordOf } from "./record-of";

/** What every report can be filtered by; what it is grouped by is among them. */
export const REPORT_DIMENSIONS = ["model", "provider", "region", "tier", "app"] as const;
export type ReportDimension = (typeof REPORT_DIMENSIONS)[number];

/** All attempts: no dimension is restricted. */
export const NO_FILTERS: Record<ReportDimension, string[]> = recordOf(REPORT_DIMENSIONS, () => []);
