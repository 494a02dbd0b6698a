/** What a query of the screen knows of its last answers; instants in epoch ms, 0 where there was none. */
export type RefreshState = {
  /** Whether somebody still looks at it. */
  isWatched: boolean;
  status: "pending" | "error" | "success";
  /** The server took the question and refused it: asked again, it would say the same. */
  isRefused: boolean;
  /** The server was too busy to answer, and is asked again quietly. */
  isPutOff: boolean;
  dataUpdatedAt: number;
};

/**
 * Since when a screen shows numbers that could not be refreshed: the age of the oldest of them, epoch ms.
 *
 * Null while all is fresh. A query that the server rejects shows its own error and is no outage.
 */
export function failingSince(queries: readonly RefreshState[]): number | null {
  const failing = queries.filter(
    ({ isWatched, status, isRefused, isPutOff, dataUpdatedAt }) =>
      isWatched && ((status === "error" && !isRefused) || (isPutOff && dataUpdatedAt > 0)),
  );
  if (failing.length === 0) return null;
  return Math.min(...failing.map(({ dataUpdatedAt }) => dataUpdatedAt));
}
