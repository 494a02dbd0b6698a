/**
 * The labels of an attempt: whose it was and what for, of few different values each. Kept beside the dimensions that name
 * where it went (model, provider, region, tier, app).
 */
export const LABELS = ["operation", "team", "key", "environment", "feature", "agent", "stage"] as const;
export type Label = (typeof LABELS)[number];
