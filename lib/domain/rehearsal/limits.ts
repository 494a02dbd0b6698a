/** What is declared that a model takes, over all that call it; null where nothing is declared. */
export type Limits = {
  requestsPerMinute: number | null;
  tokensPerMinute: number | null;
  /** Requests at once. */
  maxConcurrency: number | null;
};

export const LIMIT_NAMES = ["requests_per_minute", "tokens_per_minute", "max_concurrency"] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];

export const NO_LIMITS: Limits = { requestsPerMinute: null, tokensPerMinute: null, maxConcurrency: null };
