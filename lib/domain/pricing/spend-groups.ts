import { REPORT_DIMENSIONS, type ReportDimension } from "../report-dimensions";

/** What spend can be broken down by. */
export const SPEND_GROUPS = REPORT_DIMENSIONS;
export type SpendGroup = ReportDimension;
