import type { Refusal } from "../refusal";

/** What of an answer is sent at its end. */
type Ending = { hasUsage: boolean; hasEndMark: boolean };

/** One answer in the dialect of an API: as a whole, or event by event. */
export type Format = {
  whole: (ending: Pick<Ending, "hasUsage">) => object;
  /** What a stream begins with, before the first token. */
  opening: () => string;
  /** The event of one token. */
  piece: (index: number) => string;
  closing: (ending: Ending) => string;
  /** What the API sends where an answer fails once it has begun. */
  failure: (refusal: Refusal) => string;
};
