import { OUTCOMES } from "../outcome";
import { UNASSIGNED } from "../report-dimensions";

/** What single attempts are measured by, besides when they started: each may be unknown. */
export const ATTEMPT_MEASURES = [
  "duration_ms",
  "ttft_ms",
  "cost_usd",
  "input_tokens",
  "cached_input_tokens",
  "cache_write_tokens",
  "output_tokens",
  "reasoning_tokens",
] as const;
export type AttemptMeasure = (typeof ATTEMPT_MEASURES)[number];

/** What single attempts are told apart by, of which sums know each name. */
const ATTEMPT_NAMES = ["model", "outcome", "provider", "region", "tier", "app"] as const;
export type AttemptName = (typeof ATTEMPT_NAMES)[number];

/** What a list of single attempts can be sorted by. */
export const ATTEMPT_SORTS = ["started_at", ...ATTEMPT_MEASURES, ...ATTEMPT_NAMES] as const;
export type AttemptSort = (typeof ATTEMPT_SORTS)[number];

export const SORT_ORDERS = ["desc", "asc"] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

const NAMES: ReadonlySet<string> = new Set(ATTEMPT_NAMES);

export function isAttemptName(sort: AttemptSort): sort is AttemptName {
  return NAMES.has(sort);
}

const PLACES: ReadonlyMap<string, number> = new Map(OUTCOMES.map((outcome, place) => [outcome, place]));

/** The order of names: outcomes as they are listed, others by their characters; attempts without a name last, either way. */
export function compareNames(name: AttemptName, order: SortOrder): (left: string, right: string) => number {
  const sign = order === "asc" ? 1 : -1;
  if (name === "outcome") return (left, right) => sign * ((PLACES.get(left) ?? 0) - (PLACES.get(right) ?? 0));
  return (left, right) => {
    if (left === right) return 0;
    if (left === UNASSIGNED || right === UNASSIGNED) return left === UNASSIGNED ? 1 : -1;
    return left < right ? -sign : sign;
  };
}
