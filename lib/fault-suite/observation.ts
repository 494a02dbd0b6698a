/** How a call ended, as its caller saw it. */
export type CallEnd =
  /** As a success. Whether the text is whole is another question. */
  | "ended"
  /** With an error in the shape of OpenAI's, as a status or an event. */
  | "error"
  /** The connection broke. */
  | "torn"
  /** Something that is neither JSON nor an event. */
  | "malformed"
  | "hang"
  /** The caller left, as it was to. */
  | "left";

export type Observation = {
  end: CallEnd;
  status: number | null;
  /** Of an error. */
  code: string | null;
  text: string;
  isFinished: boolean;
  hasEndMark: boolean;
  model: string | null;
  fingerprint: string | null;
  /** Null where none is reported. */
  completionTokens: number | null;
  firstTokenMs: number | null;
  durationMs: number;
};

/** What one model saw of a run. */
export type SeenByModel = {
  requests: number;
  answered: number;
  cancelled: number;
  inFlight: number;
};
export type SeenByProvider = { primary: SeenByModel; fallback: SeenByModel };
