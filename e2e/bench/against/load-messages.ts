/** Posts laid end to end in a file; each is sent again and again, with new ids every time. */
type Posts = { url: string; headers: Record<string, string>; file: string; lengths: number[]; seconds: number };

/** One who looks at screens, with a key of their own: what their page asks for, again and again. */
export type Viewer = { key: string; paths: string[] };

export type LoadTask =
  /** A post is due every so often, whatever became of those before. */
  | ({ kind: "router"; perSecond: number } & Posts)
  /** So many connections, each of which posts again as soon as it is answered. */
  | ({ kind: "flood"; connections: number } & Posts)
  /** Each asks for each of its paths every so often; one that is not answered yet is not asked for again. */
  | { kind: "viewers"; origin: string; viewers: Viewer[]; everyMs: number; seconds: number };

/**
 * How often each status was answered (0: the connection failed), how long answers that were not refused took from when they
 * were due, and how much later than that the client came to ask: what the machine, not the server, is to blame for.
 */
export type Seen = {
  kind: "seen";
  statuses: Record<string, number>;
  latenciesMs: number[];
  lateMs: number[];
};

export type LoadReply = { kind: "ready" } | Seen | { kind: "failed"; message: string };
