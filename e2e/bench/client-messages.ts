/** Bodies laid end to end in a file, to be posted over so many connections at once. */
export type PostTask = {
  kind: "post";
  origin: string;
  apiKey: string;
  file: string;
  /** Length in bytes of each body. */
  lengths: number[];
  connections: number;
};

/** One address asked again and again over one connection, with a pause after each answer. */
export type GetTask = {
  kind: "get";
  url: string;
  headers: Record<string, string>;
  /** Ends after so many answers, or after so many milliseconds where that is sooner. */
  count: number;
  withinMs: number;
  pauseMs: number;
};

export type Task = PostTask | GetTask;

export type Posted = { kind: "posted"; seconds: number; cpuSeconds: number; accepted: number };
export type Got = { kind: "got"; latenciesMs: number[]; status: number; etag: string | null };
type Failed = { kind: "failed"; message: string };
export type Reply = Posted | Got | Failed;
