"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { readOptions } from "@/lib/client/read-options";
import { send } from "@/lib/client/send";
import type { DigestChoice, NewSubscription } from "@/lib/contract/digests";

const PATH = "/api/v1/digests";
const OWN = "/api/v1/account/digests";
const REFRESH_MS = 10_000;

/** Whatever the answer, what is shown may be old now. */
function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ predicate: ({ queryKey }) => [PATH, OWN].includes(String(queryKey[1])) });
}

/** Who gets digests, what was sent, and what can be done about it; for whoever may change alerts. */
export function useDigests() {
  const onSettled = useRefresh();
  const list = useQuery(readOptions(PATH, {}, { refetchInterval: REFRESH_MS }));
  const add = useMutation({ mutationFn: (input: NewSubscription) => send("post", PATH, {}, input), onSettled });
  const remove = useMutation({ mutationFn: (id: number) => send("delete", `${PATH}/{id}`, { id }), onSettled });
  return { list, add, remove };
}

/** Sends the latest digest to oneself. */
export function useSendDigest() {
  const onSettled = useRefresh();
  return useMutation({ mutationFn: (choice: DigestChoice) => send("post", `${PATH}/send`, {}, choice), onSettled });
}

/** One's own subscriptions. */
export function useOwnDigests() {
  const onSettled = useRefresh();
  const list = useQuery(readOptions(OWN, {}));
  const subscribe = useMutation({ mutationFn: (choice: DigestChoice) => send("post", OWN, {}, choice), onSettled });
  const end = useMutation({ mutationFn: (id: number) => send("delete", `${OWN}/{id}`, { id }), onSettled });
  return { list, subscribe, end };
}
