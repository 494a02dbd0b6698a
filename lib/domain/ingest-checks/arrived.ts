import type { Sketch } from "../sketch/sketch";
import type { IngestCounts } from "./ingest-checks";

/** Where records come from: the key (null for a file or a user), and the format it comes in. */
export type IngestSource = { keyId: string | null; source: string };

/** What arrived from one source in a minute or an hour. */
export type IngestedMinute = IngestSource & {
  /** When the stretch of arrival begins, in epoch µs. */
  startsAtUs: number;
  posts: number;
  duplicates: number;
  rejected: number;
  /** Attempts that arrived more than five minutes after their end. */
  late: number;
  /** Of the attempts that were new. */
  counts: IngestCounts;
  /** From the end of those attempts to their arrival, in µs. */
  lag: Sketch;
};
