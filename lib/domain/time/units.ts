/** Units of time. `_MS` counts milliseconds, `_US` microseconds, `_SECONDS` and `_MINUTES` what they say. */
export const US_PER_MS = 1_000;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const QUARTER_MS = 15 * MINUTE_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export const SECOND_US = 1_000_000;
export const MINUTE_US = 60 * SECOND_US;
export const QUARTER_US = 15 * MINUTE_US;
export const HOUR_US = 60 * MINUTE_US;
export const DAY_US = 24 * HOUR_US;

export const QUARTER_SECONDS = 900;
export const HOUR_SECONDS = 3_600;
export const DAY_SECONDS = 24 * HOUR_SECONDS;

export const QUARTER_MINUTES = 15;
export const HOUR_MINUTES = 60;
export const DAY_MINUTES = 1_440;
