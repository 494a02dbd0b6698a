import { LABELS, type Label } from "./labels";
import { DEFAULT_OPERATION, FIRST_STAGE } from "./operation";
import { recordOf } from "./record-of";

/** What every report can be filtered by; what it is grouped by is among them. */
export const REPORT_DIMENSIONS = ["model", "provider", "region", "tier", "app", ...LABELS] as const;
export type ReportDimension = (typeof REPORT_DIMENSIONS)[number];

/** What a report can be filtered by besides, of many different values each: kept with single attempts alone. */
export const ATTEMPT_FILTERS = ["consumer", "session", "tag"] as const;
export type AttemptFilter = (typeof ATTEMPT_FILTERS)[number];

/** Everything a report can be filtered by. */
export const REPORT_FILTERS = [...REPORT_DIMENSIONS, ...ATTEMPT_FILTERS] as const;

/** All attempts: nothing is restricted. */
export const NO_FILTERS: Record<ReportDimension | AttemptFilter, string[]> = recordOf(REPORT_FILTERS, () => []);

/** The name for attempts that have no value of a dimension. */
export const UNASSIGNED = "unassigned";

const LABEL_NAMES: ReadonlySet<string> = new Set(LABELS);

export function isLabel(name: string): name is Label {
  return LABEL_NAMES.has(name);
}

/** The name under which attempts count that say nothing of a dimension. */
export function absentName(name: ReportDimension | AttemptFilter): string {
  if (name === "operation") return DEFAULT_OPERATION;
  return name === "stage" ? String(FIRST_STAGE) : UNASSIGNED;
}
