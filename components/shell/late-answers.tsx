"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useLayoutEffect } from "react";
import { readOptions } from "@/lib/client/read-options";
import type { ReadInput, ReadPath, ReadReply } from "@/lib/client/read-types";

/** An answer that a page does not wait for: it is sent after the page, within the same response; null where it failed. */
export type LateAnswer<Path extends ReadPath = ReadPath> = {
  path: Path;
  input: ReadInput<Path>;
  answer: Promise<ReadReply<Path> | null>;
  /** When it was asked for, in ms since 1970. */
  askedMs: number;
};

/** A page that comes out of the browser's own memory brings answers that are older than this. */
const FRESH_MS = 30_000;

/** Hands the answers that come after a page to its queries, before these ask; place it before whatever asks. */
export function LateAnswers({ answers }: { answers: readonly LateAnswer[] }) {
  const client = useQueryClient();
  // Not while rendering, as HydrationBoundary does: what arrived by then would be missing from the server's HTML.
  useLayoutEffect(() => {
    for (const { path, input, answer, askedMs } of answers) {
      // One that breaks off is asked for; it must not be left unhandled where it is not needed either.
      const arrived = Promise.resolve(answer).catch(() => null);
      if (Math.abs(Date.now() - askedMs) > FRESH_MS) continue;
      const { queryKey, queryFn } = readOptions(path, input);
      if ((client.getQueryState(queryKey)?.dataUpdatedAt ?? 0) > askedMs) continue;
      void client.prefetchQuery({ queryKey, queryFn: async (asked) => (await arrived) ?? (await queryFn?.(asked)) });
    }
  }, [client, answers]);
  return null;
}
