import type { Sql } from "@/db/client";
import type { EmbeddedServer } from "@/db/embedded/start-embedded";
import { signal } from "@/db/embedded/take-over";
import type { Random } from "@/db/seed/random";
import { FOLD_HEARTBEAT } from "@/lib/worker/rollup-jobs";
import type { WebProcess } from "./web-process";

/** What is killed: a web process, the one that leads, the server alone, with all its processes, or one of those. */
export const CRASH_KINDS = ["leader", "postmaster", "web", "backend", "cluster"] as const;
export type CrashKind = (typeof CRASH_KINDS)[number];
export type DatabaseCrash = Exclude<CrashKind, "web" | "leader">;

export type Scene = { webs: readonly WebProcess[]; server: EmbeddedServer; sql: Sql };

/** So many kinds in a random order, each of them before any comes again. */
export function planCrashes(random: Random, rounds: number): CrashKind[] {
  const plan: CrashKind[] = [];
  while (plan.length < rounds) plan.push(...CRASH_KINDS.toSorted(() => random.next() - 0.5));
  return plan.slice(0, rounds);
}

/** Who leads, as the last heartbeat has it: `host:pid`. */
export async function currentLeader(sql: Sql): Promise<string | undefined> {
  const [row] = await sql<{ holder: string }[]>`select holder from worker_heartbeat where name = ${FOLD_HEARTBEAT}`;
  return row?.holder;
}

/** Picks the web process to be killed; undefined when nobody leads. */
export async function pickWeb(kind: "web" | "leader", { webs, sql }: Scene, random: Random) {
  if (kind === "web") return webs[Math.floor(random.next() * webs.length)];
  const leader = await currentLeader(sql);
  return webs.find((web) => web.pid() !== undefined && leader?.endsWith(`:${web.pid()}`));
}

/** Kills the database's processes, or the one that the kind names. */
export async function killDatabase(kind: DatabaseCrash, { server, sql }: Scene, random: Random): Promise<void> {
  const rows = await sql<{ pid: number; is_steady: boolean }[]>`
    select pid, backend_type in ('client backend', 'checkpointer', 'walwriter', 'background writer') as is_steady
    from pg_stat_activity where pid <> pg_backend_pid() order by pid`;
  const all = rows.map(({ pid }) => pid);
  // One that is about to end by itself would be no loss.
  const steady = rows.filter((row) => row.is_steady).map(({ pid }) => pid);
  const one = steady[Math.floor(random.next() * steady.length)];
  const postmaster = server.pid();
  const killed = { backend: [one], postmaster: [postmaster], cluster: [postmaster, ...all] }[kind];
  for (const pid of killed) if (pid !== undefined) signal(pid, "SIGKILL");
}
