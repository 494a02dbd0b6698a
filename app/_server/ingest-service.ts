import { createIngest, type Ingest } from "./ingest";
import { requireReady, type Service } from "./runtime";

// On globalThis, because the service is started in one bundle and used in the routes' bundles.
const shared: { [key: symbol]: Ingest | undefined } = globalThis;
const INGEST = Symbol.for("switchyard.ingest");

/** The process's one way in for records; UNAVAILABLE until the runtime is ready. */
export function getIngest(): Ingest {
  requireReady();
  const ingest = shared[INGEST];
  if (!ingest) throw new Error("The ingest service is not among the services");
  return ingest;
}

/** Commits on shutdown what was accepted before it. */
export const ingestService: Service = {
  name: "ingest",
  start: async ({ db, sql, env }) => {
    const { rawRetentionDays, minuteRetentionDays } = env;
    shared[INGEST] = await createIngest({ db, sql, rawRetentionDays, minuteRetentionDays });
  },
  stop: async () => {
    await shared[INGEST]?.drain();
    shared[INGEST] = undefined;
  },
};
