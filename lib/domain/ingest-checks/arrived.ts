import type { Sketch } from "../sketch/sketch";
import type { ArrivalCounts } from "./ingest-checks";

/** Who sends: the key (null for a file or a person), and the format it comes in. */
export type Sender = { keyId: string | null; source: string };

/** What came of one sender in a minute or an hour. */
export type Arrived = Sender & {
  /** When the stretch of arrival begins, in epoch µs. */
  startsAtUs: number;
  posts: number;
  duplicates: number;
  rejected: number;
  /** Attempts that arrived more than five minutes after their end. */
  late: number;
  /** Of the attempts that were new. */
  counts: ArrivalCounts;
  /** From the end of those attempts to their arrival, in µs. */
  lag: Sketch;
};
