"use client";

import { keepPreviousData, type QueryKey, type UseQueryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { refreshDelayMs } from "./refresh-delay";
import { useReport } from "./use-report";

/** A query that follows the clock unless the report is paused, and keeps the old answer on screen meanwhile. */
export function useLiveQuery<TData, TKey extends QueryKey>(options: UseQueryOptions<TData, Error, TData, TKey>) {
  const { live, query, day } = useReport();
  const [spread] = useState(Math.random);
  // Of ranges by date only a day or month that is not over follows the clock.
  const window = query.window ?? (day ? "24h" : "30d");
  return useQuery({
    ...options,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => {
      if (!live) return false;
      const lastMs = Math.max(state.dataUpdatedAt, state.errorUpdatedAt) || null;
      return refreshDelayMs({ window, nowMs: Date.now(), lastMs, hasFailed: state.status === "error", spread });
    },
  });
}
