/** What is counted of a call. Uncached input is given by some sources beside, or in place of, the whole. */
export const BUCKETS = [
  "input",
  "uncachedInput",
  "cachedInput",
  "cacheWrite",
  "cacheWrite1h",
  "output",
  "reasoning",
  "total",
  "audioInput",
  "audioOutput",
  "imageInput",
  "searches",
] as const;
export type Bucket = (typeof BUCKETS)[number];

/** The counts of one call, each as its source reports it; null where it reports none. */
export type Counts = Record<Bucket, number | null>;

export const NO_COUNTS: Readonly<Counts> = {
  input: null,
  uncachedInput: null,
  cachedInput: null,
  cacheWrite: null,
  cacheWrite1h: null,
  output: null,
  reasoning: null,
  total: null,
  audioInput: null,
  audioOutput: null,
  imageInput: null,
  searches: null,
};
