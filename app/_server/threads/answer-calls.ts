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
  const waiting: CallMessage[] = [];
  port.on("message", (message: CallMessage) => {
    waiting.push(message);
    if (waiting.length === 1) setImmediate(begin);
  });

  /** Begins one call at a time: a port hands over all there are at once, and what earlier ones wait for would wait for all of them. */
  function begin(): void {
    const message = waiting.shift();
    if (waiting.length > 0) setImmediate(begin);
    if (!message) return;
    answer(message)
      .then((answered) => port.postMessage(answered))
      // An answer that cannot be cloned.
      .catch((error: unknown) => port.postMessage({ id: message.id, error: opaque(error) }));
  }

  async function answer({ id, name, input, locale }: CallMessage): Promise<AnswerMessage> {
    try {
      const call = known.get(name);
      if (!call) throw new Error(`This thread cannot be asked to ${name}`);
      // Both ends take the types from the same Calls.
      return { id, result: await inLoadedLocale(isForReaders ? locale : "en", () => call(input as never)) };
    } catch (error) {
      return { id, error: opaque(error) };
    }
  }
}

function opaque(error: unknown): Extract<AnswerMessage, { error: unknown }>["error"] {
  const { code, message, fields, retryAfterSeconds } = knownError(error);
  return { code, message, ...(fields && { fields }), ...(retryAfterSeconds && { retryAfterSeconds }) };
}
