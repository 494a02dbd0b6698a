"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { readOptions } from "@/lib/client/read-options";
import { send } from "@/lib/client/send";
import type { MonthQuestion } from "@/lib/contract/month-statement";

const PATH = "/api/v1/months";
const CLOSE = "/api/v1/months/{month}/close";
const REFRESH_MS = 60_000;

type Asked = { month: string; zone: string };
export type CloseRequest = Asked & { note: string; acknowledged: MonthQuestion[] };

/** The months, newest first. */
export function useMonths() {
  return useQuery(readOptions(PATH, {}, { refetchInterval: REFRESH_MS }));
}

/** What closing a month would sign, and what is open. Asked anew each time somebody looks. */
export function useClosePreview({ month, zone }: Asked) {
  return useQuery({
    queryKey: ["close-preview", month, zone],
    queryFn: () => send("post", CLOSE, { month, apply: "false" }, { zone }),
    retry: false,
    gcTime: 0,
    staleTime: 0,
  });
}

/** Closes a month; whatever the answer, the list may be old then. */
export function useCloseMonth() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ month, zone, note, acknowledged }: CloseRequest) =>
      send("post", CLOSE, { month }, { zone, note: note.trim() === "" ? null : note.trim(), acknowledged }),
    onSettled: () => queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith(PATH) }),
  });
}
