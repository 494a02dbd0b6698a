"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError } from "@/lib/client/api-error";
import { readOptions } from "@/lib/client/read-options";
import { send, sendEdit } from "@/lib/client/send";
import type { Upstream } from "@/lib/contract/upstreams";
import { changeOf, inputOf, type UpstreamDraft } from "./upstream-draft";

const PATH = "/api/v1/upstreams";
const ONE = "/api/v1/upstreams/{id}";
const REFRESH_MS = 10_000;

export type SavedUpstream = { draft: UpstreamDraft /** What was edited; null for a new one. */; base: Upstream | null };

/** The upstreams there are, and what can be done with them. */
export function useUpstreams() {
  const queries = useQueryClient();
  const list = useQuery(readOptions(PATH, {}, { refetchInterval: REFRESH_MS }));
  // Whatever the answer, what is shown may be old now.
  const onSettled = () => queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === PATH });
  const save = useMutation({
    mutationFn: ({ draft, base }: SavedUpstream) =>
      base === null
        ? send("post", PATH, {}, inputOf(draft))
        : sendEdit(base.version, "patch", ONE, { id: base.id }, changeOf(draft, base)),
    onSettled,
  });
  const turn = useMutation({
    mutationFn: ({ id, version, is_enabled }: Upstream) =>
      sendEdit(version, "patch", ONE, { id }, { is_enabled: !is_enabled }),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: ({ id, version }: Upstream) => sendEdit(version, "delete", ONE, { id }),
    onSettled,
  });
  const test = useMutation({
    mutationFn: ({ id }: Upstream) => send("post", "/api/v1/upstreams/{id}/test", { id }),
    onSettled,
  });
  return { list, save, turn, remove, test };
}

/** Whether somebody else changed or deleted what was edited. */
export function isStale(error: unknown): boolean {
  return error instanceof ApiError && (error.code === "PRECONDITION_FAILED" || error.code === "NOT_FOUND");
}
