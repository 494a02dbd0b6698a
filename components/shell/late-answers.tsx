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
};

/** A page that comes out of the browser's own memory brings answers that were seen longer ago than this. */
const FRESH_MS = 30_000;
/** When answers came, by this browser's clock: the server's may be another. */
const cameMs = new WeakMap<readonly LateAnswer[], number>();

/** Hands the answers that come after a page to its queries, before these ask; place it before whatever asks. */
export function LateAnswers({ answers }: { answers: readonly LateAnswer[] }) {
  const client = useQueryClient();
  // Not while rendering, as HydrationBoundary does: what arrived by then would be missing from the server's HTML.
  useLayoutEffect(() => {
    const came = cameMs.get(answers) ?? Date.now();
    cameMs.set(answers, came);
    for (const { path, input, answer } of answers) {
      // One that breaks off is asked for; it must not be left unhandled where it is not needed either.
      const arrived = Promise.resolve(answer).catch(() => null);
      if (Date.now() - came > FRESH_MS) continue;
      const { queryKey, queryFn, retry } = readOptions(path, input);
      if ((client.getQueryState(queryKey)?.dataUpdatedAt ?? 0) > came) continue;
      void client.prefetchQuery({
        queryKey,
        retry,
        queryFn: async (asked) => (await arrived) ?? (await queryFn?.(asked)),
      });
    }
  }, [client, answers]);
  return null;
}
