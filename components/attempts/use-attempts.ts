"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useReport } from "@/components/shell/use-report";
import { isWorthRetrying } from "@/lib/client/api-error";
import { getJson } from "@/lib/client/get-json";
import { readAddress } from "@/lib/client/read-address";
import { searchParams } from "@/lib/client/search-params";
import { attemptsSchema } from "@/lib/contract/attempts";
import { type AttemptsParams, attemptsParsers, attemptsQuery } from "./attempts-params";

type Change = Partial<{ [K in keyof AttemptsParams]: AttemptsParams[K] | null }>;

/** The explorer's own part of the address, and what changes it. */
export function useAttemptsParams(): { params: AttemptsParams; change: (change: Change) => void } {
  const [params, setParams] = useQueryStates(attemptsParsers, { history: "push" });
  return { params, change: (change) => void setParams(change) };
}

/** The attempts that the address asks for, page after page. */
export function useAttempts() {
  const { query, tz } = useReport();
  const { params, change } = useAttemptsParams();
  const asked = readAddress("/api/v1/attempts", attemptsQuery(query, params)).query;
  const pages = useInfiniteQuery({
    queryKey: ["attempts", searchParams(asked).toString()],
    queryFn: ({ pageParam, signal }) =>
      getJson("/api/v1/attempts", { ...asked, cursor: pageParam }, attemptsSchema, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    placeholderData: keepPreviousData,
    retry: isWorthRetrying,
  });
  return { pages, asked, params, change, tz };
}
