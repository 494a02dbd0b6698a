import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import { ApiError, isPutOff } from "@/lib/client/api-error";
import { failingSince } from "./failing-since";

/** Since when the queries of the page fail (see `failingSince`); null while they do not. */
export function useFailingSince(): number | null {
  const cache = useQueryClient().getQueryCache();
  const subscribe = useCallback((onChange: () => void) => cache.subscribe(onChange), [cache]);
  const read = () =>
    failingSince(
      cache.getAll().map((query) => ({
        isWatched: query.isActive(),
        status: query.state.status,
        isRefused: isRefusal(query.state.error),
        isPutOff: query.state.fetchStatus !== "idle" && isPutOff(query.state.fetchFailureReason),
        dataUpdatedAt: query.state.dataUpdatedAt,
      })),
    );
  return useSyncExternalStore(subscribe, read, () => null);
}

const REFUSALS = new Set(["INVALID", "NOT_FOUND", "UNPROCESSABLE"]);

function isRefusal(error: Error | null): boolean {
  return error instanceof ApiError && REFUSALS.has(error.code);
}
