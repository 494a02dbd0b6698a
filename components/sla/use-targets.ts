"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError } from "@/lib/client/api-error";
import { readOptions } from "@/lib/client/read-options";
import { send, sendEdit } from "@/lib/client/send";
import type { Target } from "@/lib/contract/targets";
import { inputOf, type TargetDraft } from "./target-draft";

const PATH = "/api/v1/targets";
const ONE = "/api/v1/targets/{id}";

export type SavedTarget = { draft: TargetDraft /** What was edited; null for a new one. */; base: Target | null };

/** The targets there are, and what can be done with them. What is measured against them is asked anew after each change. */
export function useTargets() {
  const queries = useQueryClient();
  const list = useQuery(readOptions(PATH, {}));
  const onSettled = () =>
    queries.invalidateQueries({
      predicate: ({ queryKey }) => [PATH, "/api/v1/stats/sla"].includes(String(queryKey[1])),
    });
  const save = useMutation({
    mutationFn: ({ draft, base }: SavedTarget) =>
      base === null
        ? send("post", PATH, {}, inputOf(draft))
        : sendEdit(base.version, "patch", ONE, { id: base.id }, inputOf(draft)),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: ({ id, version }: Target) => sendEdit(version, "delete", ONE, { id }),
    onSettled,
  });
  return { list, save, remove };
}

/** Whether somebody else changed or deleted what was edited. */
export function isStale(error: unknown): boolean {
  return error instanceof ApiError && (error.code === "PRECONDITION_FAILED" || error.code === "NOT_FOUND");
}
