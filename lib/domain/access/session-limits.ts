import { HOUR_MS, MINUTE_MS } from "../time/units";

/** A session not used for this long has ended. */
export const SESSION_IDLE_MS = 12 * HOUR_MS;
/** A session ends after this whatever happens. */
export const SESSION_MAX_MS = 7 * 24 * HOUR_MS;
/** For how long after typing the password somebody may change keys, users and approvals. */
export const CONFIRMED_FOR_MS = 15 * MINUTE_MS;
