/** What spend can be broken down by. */
export const SPEND_GROUPS = ["model", "provider", "region", "tier", "app"] as const;
export type SpendGroup = (typeof SPEND_GROUPS)[number];
