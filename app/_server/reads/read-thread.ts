import { workerData } from "node:worker_threads";
import { computeAnswer } from "@/app/_server/reads/compute-answer";
import { readConnections } from "@/app/_server/reads/read-connections";
import { getRuntime } from "@/app/_server/runtime";
import { keepSealedSums } from "@/db/aggregates/sealed-sums";
import { forCaller } from "@/db/readers/caller-context";
import { createReaders } from "@/db/readers/create-readers";
import { SECOND_MS } from "@/lib/domain/time/units";
import { initEnv } from "@/lib/env";
import { log } from "@/lib/log";
import { yieldCores } from "@/lib/yield-cores";
import { answerCalls } from "../threads/answer-calls";
import type { ThreadData } from "../threads/calls";
import type { ReadCalls } from "./read-calls";

/** Of several hundred questions, or of a few with thousands of sketches. */
const SEALED_BYTES_MAX = 48 * 1024 * 1024;

// CallThread gave it.
const { env } = workerData as ThreadData;
initEnv(env);
log.level = env.logLevel;
const readers = createReaders(env.databaseUrl, {
  max: readConnections(env.databasePoolMax).onThread,
  timeoutMs: env.readTimeoutSeconds * SECOND_MS,
});
keepSealedSums(readers.db, { bytesMax: SEALED_BYTES_MAX });
// What is computed here asks the runtime for its database, as it would anywhere.
const runtime = getRuntime();
runtime.phase = "ready";
runtime.database = readers;
const asked = new Map<number, AbortController>();

const calls: ReadCalls = {
  answer: async ({ id, caller, path, query }) => {
    const left = new AbortController();
    asked.set(id, left);
    try {
      return await forCaller({ signal: left.signal, caller }, () => computeAnswer(path, query));
    } finally {
      asked.delete(id);
    }
  },
  leave: async (id) => asked.get(id)?.abort(),
  end: async () => {
    for (const left of asked.values()) left.abort();
    await readers.end();
  },
};
yieldCores();
answerCalls(calls, { isForReaders: true });
