import { FOLD_HEARTBEAT } from "@/app/_server/worker/rollup-jobs";
import { signal } from "@/db/embedded/take-over";
import type { Random } from "@/lib/domain/simulation/random";
import { askDatabase, type Scene } from "./open-scene";
import type { WayName } from "./ways";

/**
 * What is killed: a web process, the one that leads, the server alone, with all its processes, or one of those; or the
 * server for good, so that its standby takes its place.
 */
const CRASH_KINDS = ["leader", "postmaster", "web", "backend", "cluster", "failover"] as const;
export type CrashKind = (typeof CRASH_KINDS)[number];
export type DatabaseCrash = Exclude<CrashKind, "web" | "leader" | "failover">;

/** Of a pair, a killed server stays away; a single one is brought back. */
function kindsOf(through: WayName): readonly CrashKind[] {
  return through === "standby" ? ["failover", "leader", "web"] : CRASH_KINDS.filter((kind) => kind !== "failover");
}

/** So many kinds in a random order, each of them before any comes again. */
export function planCrashes(random: Random, rounds: number, through: WayName): CrashKind[] {
  const plan: CrashKind[] = [];
  while (plan.length < rounds) plan.push(...kindsOf(through).toSorted(() => random.next() - 0.5));
  return plan.slice(0, rounds);
}

/** Who leads, by the heartbeat of a moment ago: `host:pid`; undefined while nobody does. */
export async function currentLeader(scene: Scene): Promise<string | undefined> {
  const [row] = await askDatabase(
    scene,
    (sql) => sql<{ holder: string }[]>`
      select holder from worker_heartbeat where name = ${FOLD_HEARTBEAT} and beat_at > now() - interval '3 seconds'`,
  );
  return row?.holder;
}

/** Kills the database's processes, or the one that the kind names, and says which there were before. */
export async function killDatabase(kind: DatabaseCrash, scene: Scene, random: Random): Promise<number[]> {
  const rows = await askDatabase(
    scene,
    (sql) => sql<{ pid: number; is_steady: boolean }[]>`
      select pid, backend_type in ('client backend', 'checkpointer', 'walwriter', 'background writer') as is_steady
      from pg_stat_activity where pid <> pg_backend_pid() order by pid`,
  );
  const all = rows.map(({ pid }) => pid);
  // One that is about to end by itself would be no loss.
  const steady = rows.filter((row) => row.is_steady).map(({ pid }) => pid);
  const one = steady[Math.floor(random.next() * steady.length)];
  const postmaster = scene.way.pid();
  const killed = { backend: [one], postmaster: [postmaster], cluster: [postmaster, ...all] }[kind];
  for (const pid of killed) if (pid !== undefined) signal(pid, "SIGKILL");
  return all;
}
