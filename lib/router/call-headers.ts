/** What a caller may say of a call beside its body; the names as Node has them. */
export const CALL_HEADERS = {
  app: "x-switchyard-app",
  team: "x-switchyard-team",
  feature: "x-switchyard-feature",
  consumer: "x-switchyard-consumer",
  session: "x-switchyard-session",
  region: "x-switchyard-region",
  requestId: "x-switchyard-request-id",
  firstTokenMs: "x-switchyard-first-token-ms",
  idleMs: "x-switchyard-idle-ms",
  onBreak: "x-switchyard-on-break",
} as const;

/** What an answer says of how it came about. */
export const ANSWER_HEADERS = {
  model: "x-switchyard-model",
  upstream: "x-switchyard-upstream",
  attempts: "x-switchyard-attempts",
  policyVersion: "x-switchyard-policy-version",
  decision: "x-switchyard-decision",
  requestId: "x-switchyard-request-id",
} as const;
