import { LABELS, type Label } from "./labels";
import { DEFAULT_OPERATION, FIRST_STAGE } from "./operation";
import { recordOf } from "./record-of";

/** What every report can be filtered by; what it is grouped by is among them. */
export const REPORT_DIMENSIONS = ["model", "provider", "region", "tier", "app", ...LABELS] as const;
export type ReportDimension = (typeof REPORT_DIMENSIONS)[number];

/** What a report can be filtered by besides, of many different values each: kept with single attempts alone. */
export const ATTEMPT_FILTERS = ["consumer", "session", "tag"] as const;
export type AttemptFilter = (typeof ATTEMPT_FILTERS)[number];

/** Of them, what spend can be grouped by: the NAMED_MAX that cost most by name, all the others together. */
const RANKED_GROUPS = ["consumer", "session"] as const satisfies readonly AttemptFilter[];
export type RankedGroup = (typeof RANKED_GROUPS)[number];
export const NAMED_MAX = 200;

/** The name for all that are not among those named. */
export const OTHERS = "others";

/** Everything spend can be grouped by. */
export const SPEND_GROUPS = [...REPORT_DIMENSIONS, ...RANKED_GROUPS] as const;
export type SpendGroup = (typeof SPEND_GROUPS)[number];

/** Everything a report can be filtered by. */
export const REPORT_FILTERS = [...REPORT_DIMENSIONS, ...ATTEMPT_FILTERS] as const;

/** All attempts: nothing is restricted. */
export const NO_FILTERS: Record<ReportDimension | AttemptFilter, string[]> = recordOf(REPORT_FILTERS, () => []);

/** The name for attempts that have no value of a dimension. */
export const UNASSIGNED = "unassigned";

const LABEL_NAMES: ReadonlySet<string> = new Set(LABELS);
const RANKED_NAMES: ReadonlySet<string> = new Set(RANKED_GROUPS);

export function isRanked(name: string): name is RankedGroup {
  return RANKED_NAMES.has(name);
}

export function isLabel(name: string): name is Label {
  return LABEL_NAMES.has(name);
}

/** The name under which attempts count that say nothing of a dimension. */
export function absentName(name: ReportDimension | AttemptFilter): string {
  if (name === "operation") return DEFAULT_OPERATION;
  return name === "stage" ? String(FIRST_STAGE) : UNASSIGNED;
}
