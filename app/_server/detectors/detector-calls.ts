/** What the thread of the detectors is asked. */
export type DetectorCalls = {
  /** Ends after the series or hour that is being looked at, and leaves the work to another process. */
  end: (input: null) => Promise<void>;
};
