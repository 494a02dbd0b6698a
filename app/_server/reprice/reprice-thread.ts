import { workerData } from "node:worker_threads";
import { createDatabase } from "@/db/client";
import { previewReprice } from "@/db/reprice/preview-reprice";
import { initEnv } from "@/lib/env";
import { log } from "@/lib/log";
import { yieldCores } from "@/lib/yield-cores";
import { answerCalls } from "../threads/answer-calls";
import type { ThreadData } from "../threads/calls";
import type { RepriceCalls } from "./reprice-calls";

/** One reads attempts, another asks what they name. */
const CONNECTIONS = 2;

// CallThread gave it.
const { env } = workerData as ThreadData;
initEnv(env);
log.level = env.logLevel;
const database = createDatabase(env.databaseUrl, { max: CONNECTIONS, applicationName: "switchyard-reprice-preview" });

const calls: RepriceCalls = {
  preview: (request) => previewReprice(database, { request, now: new Date() }),
  end: () => database.end(),
};
yieldCores();
answerCalls(calls);
