/** How work is watched: it throws the signal's reason soon after it aborts, and tells the share that is done. */
export type Tracking = { signal: AbortSignal; onProgress: (share: number) => void };
