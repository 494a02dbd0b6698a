import type { ServerResponse } from "node:http";
import { forCaller } from "@/db/readers/caller-context";
import { onceClosed } from "@/lib/http/once-closed";

/** Answers a request such that what it reads is given up when the client leaves before it has the answer. */
export function followCaller(response: ServerResponse, answer: () => void): void {
  const left = new AbortController();
  void onceClosed(response).then(() => {
    if (!response.writableFinished) left.abort();
  });
  forCaller({ signal: left.signal, caller: null }, answer);
}
