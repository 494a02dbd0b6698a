"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { readOptions } from "@/lib/client/read-options";
import { send } from "@/lib/client/send";
import type { NewExclusionInput } from "@/lib/contract/exclusions";

const PATH = "/api/v1/exclusions";

/** The exclusions there are, and what can be done with them. What they are subtracted from is asked anew after each change. */
export function useExclusions() {
  const queries = useQueryClient();
  const list = useQuery(readOptions(PATH, {}));
  const onSettled = () =>
    queries.invalidateQueries({
      predicate: ({ queryKey }) => [PATH, "/api/v1/stats/sla"].includes(String(queryKey[1])),
    });
  const add = useMutation({ mutationFn: (input: NewExclusionInput) => send("post", PATH, {}, input), onSettled });
  const withdraw = useMutation({
    mutationFn: ({ id }: { id: number }) => send("delete", "/api/v1/exclusions/{id}", { id }),
    onSettled,
  });
  return { list, add, withdraw };
}
