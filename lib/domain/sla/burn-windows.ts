export const BURN_SPEEDS = ["fast", "medium", "slow"] as const;
export type BurnSpeed = (typeof BURN_SPEEDS)[number];

/** Two windows in minutes and how fast the error budget must burn in both of them. */
export type BurnWindow = { longMinutes: number; shortMinutes: number; factor: number };

/**
 * Of a budget of 30 days: 2 % of it in an hour, 5 % in six, 10 % in three days.
 *
 * Google, The Site Reliability Workbook (2018), chapter 5, "Multiwindow, Multi-Burn-Rate Alerts".
 */
export const BURN_WINDOWS: Readonly<Record<BurnSpeed, BurnWindow>> = {
  fast: { longMinutes: 60, shortMinutes: 5, factor: 14.4 },
  medium: { longMinutes: 360, shortMinutes: 30, factor: 6 },
  slow: { longMinutes: 4_320, shortMinutes: 360, factor: 1 },
};
