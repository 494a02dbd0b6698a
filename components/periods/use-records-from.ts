"use client";

import { useQuery } from "@tanstack/react-query";
import { readOptions } from "@/lib/client/read-options";

/** When records begin; undefined until it is known. */
export function useRecordsFrom(isAsked = true): string | null | undefined {
  // Only a first record, or retention, changes it.
  return useQuery({ ...readOptions("/api/v1/stats/records", {}), staleTime: 600_000, enabled: isAsked }).data
    ?.records_from;
}
