"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { readOptions } from "@/lib/client/read-options";
import { send } from "@/lib/client/send";
import type { NewScheduleInput } from "@/lib/contract/export-schedules";

const PATH = "/api/v1/export-schedules";
const REFRESH_MS = 5_000;

/** The scheduled copies, how they went, and what can be done with them. */
export function useCopies() {
  const queries = useQueryClient();
  const list = useQuery(readOptions(PATH, {}, { refetchInterval: REFRESH_MS }));
  // Whatever the answer, what is shown may be old now.
  const onSettled = () =>
    queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith(PATH) });
  const create = useMutation({ mutationFn: (input: NewScheduleInput) => send("post", PATH, {}, input), onSettled });
  const remove = useMutation({ mutationFn: (id: number) => send("delete", `${PATH}/{id}`, { id }), onSettled });
  const run = useMutation({ mutationFn: (id: number) => send("post", `${PATH}/{id}/run`, { id }), onSettled });
  return { list, create, remove, run };
}
