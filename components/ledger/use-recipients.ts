"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { readOptions } from "@/lib/client/read-options";
import { send } from "@/lib/client/send";

const PATH = "/api/v1/statement-recipients";
const REFRESH_MS = 5_000;

/** Who gets statements by e-mail, what was sent, and what can be done about it. */
export function useRecipients() {
  const queries = useQueryClient();
  const list = useQuery(readOptions(PATH, {}, { refetchInterval: REFRESH_MS }));
  // Whatever the answer, what is shown may be old now.
  const onSettled = () =>
    queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith(PATH) });
  const add = useMutation({ mutationFn: (address: string) => send("post", PATH, {}, { address }), onSettled });
  const remove = useMutation({ mutationFn: (id: number) => send("delete", `${PATH}/{id}`, { id }), onSettled });
  const test = useMutation({
    mutationFn: (recipient_id: number | undefined) => send("post", `${PATH}/test`, {}, { recipient_id }),
    onSettled,
  });
  return { list, add, remove, test };
}
