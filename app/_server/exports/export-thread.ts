import { workerData } from "node:worker_threads";
import { getRuntime } from "@/app/_server/runtime";
import { createReaders } from "@/db/readers/create-readers";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { initEnv } from "@/lib/env";
import { log } from "@/lib/log";
import { yieldCores } from "@/lib/yield-cores";
import { answerCalls } from "../threads/answer-calls";
import type { ThreadData } from "../threads/calls";
import type { ExportCalls } from "./export-calls";
import { OpenExports } from "./open-exports";

/** Files that are made at a time; one caller has one of them, and others wait. */
const FILES_AT_ONCE = 2;
/** The first row of a day comes when the whole day is added up. */
const TIMEOUT_MS = 10 * MINUTE_MS;

// CallThread gave it.
const { env } = workerData as ThreadData;
initEnv(env);
log.level = env.logLevel;
const readers = createReaders(env.databaseUrl, { max: FILES_AT_ONCE, timeoutMs: TIMEOUT_MS });
const runtime = getRuntime();
runtime.phase = "ready";
runtime.database = readers;
const files = new OpenExports();

const calls: ExportCalls = {
  open: (asked) => files.open(asked),
  next: (id) => files.next(id),
  close: (id) => files.close(id),
  end: async () => {
    await files.closeAll();
    await readers.end();
  },
};
yieldCores();
answerCalls(calls);
