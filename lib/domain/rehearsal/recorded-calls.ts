/** A recorded attempt of the rehearsed hour. */
export type RecordedCall = {
  startUs: number;
  durationUs: number;
  /** Input and output; null where no usage was sent. */
  tokens: number | null;
  region: string;
  model: string;
  /** Where in [0, 1) the hash of its request lies. */
  place: number;
  /** Whether it is of the tier whose draft is rehearsed. */
  isOwn: boolean;
  judged: boolean;
  failed: boolean;
};
