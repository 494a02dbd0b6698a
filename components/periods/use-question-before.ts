"use client";

import { hashKey, skipToken, type UseQueryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { keepSlid, type ReadKey } from "./keep-slid";

export type AskedBefore<T> = Pick<UseQueryOptions<T, Error, T, ReadKey>, "queryKey" | "queryFn">;

const NOTHING: AskedBefore<never> = { queryKey: ["api", "no period before", ""], queryFn: skipToken };

/**
 * The answer to a question about the period before, kept until the clock's next one is there; null asks nothing.
 *
 * While what is compared is an old answer that waits for its next, the question stays the one that was asked for it.
 */
export function useQuestionBefore<T>(question: AskedBefore<T> | null, isCurrent: boolean) {
  const next: AskedBefore<T> = question ?? NOTHING;
  const [held, setHeld] = useState(next);
  if (isCurrent && hashKey(held.queryKey) !== hashKey(next.queryKey)) setHeld(next);
  const asked = isCurrent || question === null ? next : held;
  return useQuery<T, Error, T, ReadKey>({ ...asked, placeholderData: keepSlid(asked.queryKey) });
}
