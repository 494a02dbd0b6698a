/** What a process of the storm does for so many seconds, or so often; each is answered with what it saw. */
export type Task =
  | { kind: "probe"; url: string; headers: Headers; perSecond: number; seconds: number }
  | { kind: "read"; urls: string[]; headers: Headers; connections: number; seconds: number }
  | {
      kind: "post";
      url: string;
      headers: Headers;
      file: string;
      lengths: number[];
      connections: number;
      seconds: number;
    }
  | { kind: "stream"; origin: string; keys: Headers; callers: Headers[]; everyMs: number; seconds: number };

type Headers = Record<string, string>;

/** Sent once a process has loaded. */
type Ready = { kind: "ready" };
/**
 * How often each status was answered (0: the connection failed), how long answers that were not refused took, and how much
 * later than due a question was sent: what the machine, not the server, is to blame for.
 */
export type Seen = { kind: "seen"; statuses: Record<string, number>; latenciesMs: number[]; lateMs: number[] };
/** Sent once all streams are open; then for each publish until its answer, and until each stream had it. */
export type Opened = { kind: "opened"; seconds: number; refused: number };
export type Received = { kind: "received"; answeredMs: number[]; receivedMs: number[][]; missed: number };

export type Reply = Ready | Seen | Opened | Received | { kind: "failed"; message: string };
