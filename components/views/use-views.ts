"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { readOptions } from "@/lib/client/read-options";
import { send, sendEdit } from "@/lib/client/send";
import type { NewView, View, ViewChange } from "@/lib/contract/views";

const PATH = "/api/v1/views";
const ONE = "/api/v1/views/{id}";
const START = "/api/v1/views/{id}/start";

/** The views that whoever is signed in sees. */
export function useViewList() {
  return useQuery(readOptions(PATH, {}));
}

/** What can be done with views; whatever the answer, the list is read anew. */
export function useViewWrites() {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === PATH });
  const save = useMutation({ mutationFn: (view: NewView) => send("post", PATH, {}, view), onSettled });
  const change = useMutation({
    mutationFn: ({ view, to }: { view: View; to: ViewChange }) =>
      sendEdit(view.version, "patch", ONE, { id: view.id }, to),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: ({ id, version }: View) => sendEdit(version, "delete", ONE, { id }),
    onSettled,
  });
  const restore = useMutation({
    mutationFn: ({ id }: View) => send("post", "/api/v1/views/{id}/restore", { id }),
    onSettled,
  });
  const start = useMutation({
    mutationFn: ({ id, is_start }: View) => send(is_start ? "delete" : "put", START, { id }),
    onSettled,
  });
  return { save, change, remove, restore, start };
}
