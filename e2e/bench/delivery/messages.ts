/** An address asked so often a second whatever the answers do: a question is due when it is due. */
export type PaceTask = {
  kind: "pace";
  url: string;
  headers: Record<string, string>;
  perSecond: number;
  seconds: number;
  /** What every answer must be. */
  status: number;
};
/** Milliseconds from the moment each question was due to the end of its answer. */
export type Paced = { kind: "paced"; latenciesMs: number[]; seconds: number };

/** So many streams opened at one replica, then policies published at another, one after the other. */
export type FanOutTask = {
  kind: "fan-out";
  publishAt: string;
  subscribeAt: string;
  apiKey: string;
  subscribers: number;
  publishes: number;
};
/** Sent while all streams are open. */
export type Opened = { kind: "opened"; seconds: number };
/** For each publish: milliseconds from sending it until it was answered, and until each stream had it. */
export type FannedOut = { kind: "fanned-out"; answeredMs: number[]; receivedMs: number[][] };

export type Task = PaceTask | FanOutTask | { kind: "go-on" };
export type Reply = Paced | Opened | FannedOut | { kind: "failed"; message: string };
