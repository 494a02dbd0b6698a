/**
 * Why a rule is not replayed over the past: what it looks at is retained for now alone (the last record of a source, the last
 * report of a router, the dates of the catalogue), or what was counted is not retained as finely as its windows ask.
 */
export const REPLAY_REASONS = ["last_record", "last_report", "catalogue", "not_retained"] as const;
export type ReplayReason = (typeof REPLAY_REASONS)[number];
