"use client";

import { keepPreviousData, type QueryKey, type UseQueryOptions, useQuery } from "@tanstack/react-query";
import type { WindowName } from "@/lib/domain/time/time-window";
import { useReport } from "./use-report";

const REFRESH_MS: Record<WindowName, number> = {
  "1h": 5_000,
  "24h": 10_000,
  "7d": 30_000,
  "30d": 60_000,
  "90d": 60_000,
};

/** A query that follows the clock unless the report is paused, and keeps the old answer on screen meanwhile. */
export function useLiveQuery<TData, TKey extends QueryKey>(options: UseQueryOptions<TData, Error, TData, TKey>) {
  const { live, query } = useReport();
  return useQuery({
    ...options,
    placeholderData: keepPreviousData,
    // Of ranges by date only a month that is not over follows the clock.
    refetchInterval: live ? REFRESH_MS[query.window ?? "30d"] : false,
  });
}
