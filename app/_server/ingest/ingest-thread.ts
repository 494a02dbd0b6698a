import { workerData } from "node:worker_threads";
import { checkLogs } from "@/app/_server/ingest/check-logs";
import { createIngest } from "@/app/_server/ingest/create-ingest";
import { createImportIngest } from "@/app/_server/ingest/import-ingest";
import { importUsageFile } from "@/app/_server/ingest/import-usage-file";
import { createIntegrationIngest } from "@/app/_server/ingest/integration-ingest";
import { createUsageIngest } from "@/app/_server/ingest/usage-ingest";
import { createDatabase } from "@/db/client";
import { OWN_FORMAT } from "@/lib/contract/log-check";
import { importUsageFileSchema, USAGE_SOURCE } from "@/lib/contract/usage-record";
import { initEnv } from "@/lib/env";
import { jsonText } from "@/lib/http/json-text";
import { parseInput } from "@/lib/http/parse-input";
import { parseJson } from "@/lib/http/parse-json";
import { previewImport } from "@/lib/ingest/import/preview-import";
import { parseLogsBody } from "@/lib/ingest/parse-logs-body";
import { log } from "@/lib/log";
import { yieldCores } from "@/lib/yield-cores";
import { answerCalls } from "../threads/answer-calls";
import type { ThreadData } from "../threads/calls";
import type { IngestCalls } from "./ingest-calls";

// Two commits at a time, and one for what the next has to look up.
const CONNECTIONS = 3;

// CallThread gave it.
const { env } = workerData as ThreadData;
initEnv(env);
log.level = env.logLevel;
const database = createDatabase(env.databaseUrl, { max: CONNECTIONS, applicationName: "switchyard-ingest" });
let starting: ReturnType<typeof start> | undefined;

async function start() {
  const ingest = await createIngest({ ...database, ...env });
  const { rawRetentionDays } = env;
  return {
    ingest,
    integration: createIntegrationIngest(ingest, database),
    importRows: createImportIngest({ ingest, ...database, rawRetentionDays }),
    usage: createUsageIngest(database),
  };
}

/** Starts once; a start that failed is tried again by whoever asks next. */
function started(): ReturnType<typeof start> {
  starting ??= start().catch((error: unknown) => {
    starting = undefined;
    throw error;
  });
  return starting;
}

const calls: IngestCalls = {
  begin: async () => void (await started()),
  store: async ({ bytes, contentType, keyId }) => {
    const { ingest } = await started();
    ingest.assertAdmitted(bytes.length);
    return ingest.submit(parseLogsBody(jsonText(bytes), contentType), {
      keyId,
      source: OWN_FORMAT,
      bytes: bytes.length,
    });
  },
  storeIntegrationPost: async (post) => (await started()).integration.store(post),
  storeLangfuse: async (post) => (await started()).integration.storeLangfuse(post),
  importRows: async (post) => (await started()).importRows(post),
  storeUsage: async ({ bytes, contentType, keyId }) => {
    const { ingest, usage } = await started();
    ingest.assertAdmitted(bytes.length);
    const posted = parseLogsBody(jsonText(bytes), contentType, "usage");
    return usage.submit(posted, { keyId, source: USAGE_SOURCE }, "by revision");
  },
  importUsage: async ({ bytes }) => {
    const { ingest, usage } = await started();
    ingest.assertAdmitted(bytes.length);
    return importUsageFile(usage, parseInput(importUsageFileSchema, parseJson(jsonText(bytes))));
  },
  resubmit: async ({ records, isDryRun, isHistory, ...ingestSource }) => {
    const { ingest } = await started();
    const posted = records.map((value) => ({ value }));
    if (isDryRun) return { accepted: 0, duplicates: 0, rejected: await ingest.check(posted, { isHistory }) };
    return ingest.resubmit(posted, { ...ingestSource, bytes: 0 }, { isHistory });
  },
  check: (input) => checkLogs(database.db, { ...input, now: new Date(), rawRetentionDays: env.rawRetentionDays }),
  preview: (input) => previewImport({ ...input, nowUs: Date.now() * 1_000 }),
  drain: async () => {
    const parts = await starting;
    await parts?.ingest.drain();
    await parts?.usage.drain();
    await database.end();
  },
};
yieldCores();
answerCalls(calls);
