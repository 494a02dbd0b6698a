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

/** The operation of a record that names none. */
export const DEFAULT_OPERATION: Operation = "chat";
/** The stage of a cascade of a record that names none. */
export const FIRST_STAGE = 1;
