import type { WindowName } from "@/lib/domain/time/time-window";
import { HOUR_MS, MINUTE_MS, QUARTER_MS } from "@/lib/domain/time/units";

type Pace = {
  everyMs: number /** Where the next bucket of its charts may begin: at multiples of it. */;
  edgeMs: number;
};

const PACES: Record<WindowName, Pace> = {
  "1h": { everyMs: 5_000, edgeMs: MINUTE_MS },
  "24h": { everyMs: 10_000, edgeMs: QUARTER_MS },
  "7d": { everyMs: 30_000, edgeMs: HOUR_MS },
  "30d": { everyMs: 60_000, edgeMs: HOUR_MS },
  "90d": { everyMs: 60_000, edgeMs: HOUR_MS },
};

/** Shortly after an edge, so that clocks a little apart agree that it is past; a second's spread parts the viewers. */
const AFTER_EDGE_MS = 200;
const SPREAD_MS = 700;

/** A question that failed is asked again this soon, so that a page heals when the server is back. */
const RETRY_MS = 3_000;

/** Never sooner than this, however late a screen is. */
const DELAY_MIN_MS = 1_000;

type Asked = {
  window: WindowName;
  nowMs: number;
  /** When the last answer or failure came; null before there was one. */
  lastMs: number | null;
  hasFailed: boolean;
  /** In [0, 1), the viewer's own. */
  spread: number;
};

/**
 * In how many ms a screen that follows the clock asks again: at its pace, and sooner where a bucket begins, which is
 * thus drawn within two seconds.
 *
 * It is the way to one instant, whenever it is asked for: who draws often does not put the refresh off.
 */
export function refreshDelayMs({ window, nowMs, lastMs, hasFailed, spread }: Asked): number {
  const { everyMs, edgeMs } = PACES[window];
  if (lastMs === null) return everyMs;
  const edgeAtMs = Math.ceil((lastMs + 1 - AFTER_EDGE_MS) / edgeMs) * edgeMs;
  const dueMs = Math.min(lastMs + (hasFailed ? RETRY_MS : everyMs), edgeAtMs + AFTER_EDGE_MS + spread * SPREAD_MS);
  return Math.max(dueMs - nowMs, DELAY_MIN_MS);
}
