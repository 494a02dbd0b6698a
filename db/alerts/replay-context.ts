import type { Firing } from "@/lib/domain/alerts/replay-alert";
import type { ObserveContext } from "./observe-context";

/** A month is replayed, where that much is retained. */
export const REPLAY_DAYS = 30;

export type ReplayContext = ObserveContext & {
  /** For how long the condition must hold before it fires. */
  forMinutes: number;
};

/** When the alert of one series would have fired. */
export type SeriesReplay = { labels: Readonly<Record<string, string>>; firings: Firing[] };

export type Replayed = {
  /** The first minute that is judged; null where there is none. */
  from: number | null;
  /** From when on every minute is; null where none. */
  byMinuteFrom: number | null;
  series: SeriesReplay[];
  /** How many series more there are. */
  leftOut: number;
};
