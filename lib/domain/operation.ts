/** What a call asked a model to do. */
export const OPERATIONS = [
  "chat",
  "completion",
  "embedding",
  "rerank",
  "image",
  "speech",
  "transcription",
  "video",
  "moderation",
  "realtime",
  "batch",
  "tool",
  "other",
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** Those that write text. Percentiles are of these alone, unless others are asked for or a model does nothing else. */
export const TEXT_OPERATIONS: readonly Operation[] = ["chat", "completion"];

/** The operation of a record that names none. */
export const DEFAULT_OPERATION: Operation = "chat";
/** The stage of a cascade of a record that names none. */
export const FIRST_STAGE = 1;
