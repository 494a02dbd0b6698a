import type { WorkerStatus } from "@/app/_server/runtime";

/** What the thread of the background work is asked. */
export type WorkerCalls = {
  status: (input: null) => Promise<WorkerStatus>;
  /** Ends after the job that is running, and leaves the lead to another process. */
  end: (input: null) => Promise<void>;
};
