/**
 * Why a rule is not replayed over the past: what it looks at is retained for now alone (the last record of a source, the last
 * report of a router, the dates of the catalogue), or what was counted is not retained as finely as its windows ask; reading it
 * took too long, it has too many series at too many moments, or what it asks for is refused for another reason.
 */
export const REPLAY_REASONS = [
  ...(["last_record", "last_report", "catalogue"] as const),
  ...(["not_retained", "too_slow", "too_many", "refused"] as const),
] as const;
export type ReplayReason = (typeof REPLAY_REASONS)[number];
