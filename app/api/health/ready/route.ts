import { getRuntime } from "@/app/_server/runtime";
import { pingDatabase } from "@/db/ping-database";
import { type Readiness, readinessSchema } from "@/lib/contract/health";
import { defineRoute, Reply } from "@/lib/http/route";

export const dynamic = "force-dynamic";

const DATABASE_WITHIN_MS = 1_000;

/** 200 when requests can be served: database reachable, migrations applied, background work running; else 503 and why. */
export const GET = defineRoute({
  authenticate: () => undefined,
  reply: readinessSchema,
  handle: async () => {
    const runtime = getRuntime();
    const migrations = runtime.phase === "ready";
    const database = await isDatabaseReachable();
    const { running: folder } = runtime.workerStatus();
    const isReady = database && migrations && folder;
    const status: Readiness["status"] = isReady ? "ready" : migrations ? "degraded" : runtime.phase;
    return new Reply(
      { status, database, migrations, folder },
      isReady ? {} : { status: 503, headers: { "retry-after": "1" } },
    );
  },
});

async function isDatabaseReachable(): Promise<boolean> {
  const { database } = getRuntime();
  if (!database) return false;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), DATABASE_WITHIN_MS);
  });
  const asked = pingDatabase(database.db).then(
    () => true,
    () => false,
  );
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
