"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError } from "@/lib/client/api-error";
import { readOptions } from "@/lib/client/read-options";
import { send } from "@/lib/client/send";
import type { RepricePreview } from "@/lib/contract/reprice";
import type { RepriceDraft } from "./reprice-draft";
import { inputOf } from "./reprice-draft";

const PATH = "/api/v1/reprice";
const RUNNING_MS = 1_000;
const IDLE_MS = 30_000;

/** The difference that is shown, the runs, and what can be done with them. */
export function useReprice() {
  const queries = useQueryClient();
  const runs = useQuery({
    ...readOptions(PATH, {}),
    refetchInterval: ({ state }) => (state.data?.runs.some(({ state: of }) => of === "running") ? RUNNING_MS : IDLE_MS),
  });
  const onSettled = () =>
    queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith(PATH) });
  const look = useMutation({ mutationFn: (draft: RepriceDraft) => send("post", PATH, {}, inputOf(draft)) });
  const apply = useMutation({
    mutationFn: ({ preview, draft, reason }: { preview: RepricePreview; draft: RepriceDraft; reason: string }) =>
      send("post", PATH, {}, { ...inputOf(draft), apply: true, token: preview.token, reason }),
    onSuccess: () => look.reset(),
    // What would be changed now is shown in its place.
    onError: (error, { draft }) => isStale(error) && look.mutate(draft),
    onSettled,
  });
  const cancel = useMutation({
    mutationFn: (id: number) => send("post", "/api/v1/reprice/{id}/cancel", { id }),
    onSettled,
  });
  const undo = useMutation({
    mutationFn: ({ id, reason }: { id: number; reason: string }) =>
      send("post", "/api/v1/reprice/{id}/undo", { id }, { reason }),
    onSettled,
  });
  return { runs, look, apply, cancel, undo };
}

/** Whether the difference is another by now. */
export function isStale(error: unknown): boolean {
  return error instanceof ApiError && error.code === "CONFLICT" && "token" in error.fields;
}
