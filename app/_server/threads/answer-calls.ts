import { parentPort } from "node:worker_threads";
import { knownError } from "@/lib/http/known-error";
import { inLoadedLocale } from "../locale-context";
import type { AnswerMessage, CallMessage, Calls } from "./calls";

/**
 * In a thread: answers what the thread that started it asks. Whatever else goes wrong is logged here and opaque there.
 *
 * A thread that only reads says things in the language of whom it reads for; one that may store what it says, in English.
 */
export function answerCalls(calls: Calls, { isForReaders = false } = {}): void {
  if (!parentPort) throw new Error("This file is to be started as a thread");
  const port = parentPort;
  const known = new Map(Object.entries(calls));
  port.on("message", async ({ id, name, input, locale }: CallMessage) => {
    let answer: AnswerMessage;
    try {
      const call = known.get(name);
      if (!call) throw new Error(`This thread cannot be asked to ${name}`);
      // Both ends take the types from the same Calls.
      answer = { id, result: await inLoadedLocale(isForReaders ? locale : "en", () => call(input as never)) };
    } catch (error) {
      const { code, message, fields, retryAfterSeconds } = knownError(error);
      answer = {
        id,
        error: { code, message, ...(fields && { fields }), ...(retryAfterSeconds && { retryAfterSeconds }) },
      };
    }
    port.postMessage(answer);
  });
}
