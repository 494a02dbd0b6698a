import { implement } from "@/app/_server/implement";
import { getRuntime } from "@/app/_server/runtime";
import { pingDatabase } from "@/db/ping-database";
import { type Readiness, readinessOperation } from "@/lib/contract/health";
import { Reply } from "@/lib/http/route";

export const dynamic = "force-dynamic";

const DATABASE_WITHIN_MS = 1_000;

const OUTDATED =
  "A newer version of Switchyard has migrated this database. This one goes on taking logs and serving policies; replace it";

/**
 * 200 when requests can be served: database reachable and migrated by this version, background work running; else 503 and why.
 *
 * Retention or an archive that is held is reported, but stops no request.
 */
export const GET = implement(readinessOperation, async () => {
  const runtime = getRuntime();
  const isUp = runtime.phase === "ready";
  const database = await isDatabaseReachable();
  const { running: folder, isOutdated, retentionHold, archiveHold, detail } = runtime.workerStatus();
  const migrations = isUp && !isOutdated;
  const isReady = database && migrations && folder;
  const status: Readiness["status"] = isReady ? "ready" : isUp ? "degraded" : runtime.phase;
  const retention: Readiness["retention"] = retentionHold === null ? "on" : "held";
  const archive: Readiness["archive"] = archiveHold === null ? "on" : "held";
  return new Reply(
    { status, database, migrations, folder, retention, archive, reason: reasonOf() },
    isReady ? {} : { status: 503, headers: { "retry-after": "1" } },
  );

  function reasonOf(): string | null {
    if (!isUp) return runtime.phase === "starting" ? "Switchyard is starting" : "Switchyard is shutting down";
    if (!database) return "The database cannot be reached";
    if (isOutdated) return OUTDATED;
    return folder
      ? (retentionHold ?? archiveHold)
      : `The background work does not run: ${detail ?? "nothing is known of it"}`;
  }
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
