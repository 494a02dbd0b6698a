import type { ServerResponse } from "node:http";
import { forCaller } from "@/db/readers/caller-context";

/** Answers a request such that what it reads is given up when the client leaves before it has the answer. */
export function followCaller(response: ServerResponse, answer: () => void): void {
  const left = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) left.abort();
  });
  forCaller({ signal: left.signal, caller: null }, answer);
}
