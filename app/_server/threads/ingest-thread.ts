import { workerData } from "node:worker_threads";
import { createIngest, type Ingest } from "@/app/_server/ingest";
import { createDatabase } from "@/db/client";
import { settleEnv } from "@/lib/env";
import { decodeUtf8 } from "@/lib/http/read-body";
import { parseLogsBody } from "@/lib/ingest/parse-logs-body";
import { log } from "@/lib/log";
import { answerCalls } from "./answer-calls";
import type { ThreadData } from "./calls";
import type { IngestCalls } from "./ingest-calls";
import { yieldCores } from "./yield-cores";

// Two commits at a time, and one for what the next has to look up.
const CONNECTIONS = 3;

// CallThread gave it.
const { env } = workerData as ThreadData;
settleEnv(env);
log.level = env.logLevel;
const database = createDatabase(env.databaseUrl, { max: CONNECTIONS, applicationName: "switchyard-ingest" });
let ingest: Promise<Ingest> | undefined;

/** Starts once; a start that failed is tried again by whoever asks next. */
function started(): Promise<Ingest> {
  ingest ??= createIngest({ ...database, ...env }).catch((error: unknown) => {
    ingest = undefined;
    throw error;
  });
  return ingest;
}

const calls: IngestCalls = {
  begin: async () => void (await started()),
  store: async ({ bytes, contentType, keyId }) => {
    const { assertRoom, submit } = await started();
    assertRoom(bytes.length);
    return submit(parseLogsBody(decodeUtf8(bytes), contentType), { keyId, bytes: bytes.length });
  },
  drain: async () => {
    await (await ingest)?.drain();
    await database.end();
  },
};
yieldCores();
answerCalls(calls);
