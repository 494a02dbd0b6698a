import { chmod, chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createDatabase } from "../client";
import { run } from "../embedded/run";
import { type ServerUser, serverUser } from "../embedded/server-user";
import { findProgram, freePort, type OutsideProgram, startProgram } from "./outside-program";

type Server = { port: number; folder: string; program: OutsideProgram };

export type ServerPair = {
  /** Both hosts, the one that was begun with first. */
  url: string;
  /** The one to write to: its process. */
  pid: () => number | undefined;
  /** Kills it without warning and promotes the other. */
  failOver: () => Promise<void>;
  /** Puts a standby beside the only server, and waits until nothing is committed without it. */
  addStandby: () => Promise<void>;
  stop: () => Promise<void>;
};

const USER = "switchyard";
const LOOK_EVERY_MS = 20;
const READY_WITHIN_MS = 30_000;
const SETTINGS = { listen_addresses: "127.0.0.1", unix_socket_directories: "", fsync: "off", max_connections: "100" };

/** Two PostgreSQL servers of Debian's, one the synchronous standby of the other, on two ports that they keep. */
export async function startServerPair(): Promise<ServerPair> {
  const home = await mkdtemp(join(tmpdir(), "switchyard-pair-"));
  await chmod(home, 0o755);
  const user = await serverUser();
  if (user) await chown(home, user.uid, user.gid);
  const ports = [await freePort(), await freePort()] as const;
  const url = `postgres://${USER}@${ports.map((port) => `127.0.0.1:${port}`).join(",")}/${USER}`;
  let folders = 0;
  const newFolder = () => join(home, `server-${folders++}`);

  const first = newFolder();
  await must(user, "initdb", ["-D", first, "-A", "trust", "-U", USER, "-N", "-E", "UTF8", "--locale", "C"]);
  let primary = await start(ports[0], first, user);
  let standby: Server | undefined;
  await ask(primary, `create database ${USER}`, "postgres");

  const addStandby = async () => {
    const port = ports[0] === primary.port ? ports[1] : ports[0];
    const folder = newFolder();
    const from = ["-h", "127.0.0.1", "-p", String(primary.port), "-U", USER];
    await must(user, "pg_basebackup", [...from, "-D", folder, "-R", "-X", "stream", "-c", "fast", "-N"]);
    standby = await start(port, folder, user);
    await ask(primary, "alter system set synchronous_standby_names = '*'");
    await ask(primary, "select pg_reload_conf()");
    const streaming = "select from pg_stat_replication where sync_state in ('sync', 'quorum') and state = 'streaming'";
    while ((await ask(primary, streaming)) === 0) await delay(LOOK_EVERY_MS);
  };
  await addStandby();

  return {
    url,
    pid: () => primary.program.process.pid,
    failOver: async () => {
      if (!standby) throw new Error("There is no standby to promote");
      await kill(primary);
      primary = standby;
      standby = undefined;
      // Until it has a standby itself, it waits for none.
      await ask(primary, "select pg_promote(true, 60)");
      await ask(primary, "alter system reset synchronous_standby_names");
      await ask(primary, "select pg_reload_conf()");
    },
    addStandby,
    stop: async () => {
      await Promise.all([primary, standby].map((server) => server && kill(server)));
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function start(port: number, folder: string, user: ServerUser | undefined): Promise<Server> {
  const path = findProgram("postgres");
  if (!path) throw new Error("Debian's PostgreSQL is not installed");
  const settings = Object.entries({ ...SETTINGS, port: String(port) }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  const program = await startProgram({ path, args: ["-D", folder, ...settings], port, cwd: "/", ...user });
  // It listens before it lets anybody in.
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const failure = await ask({ port }, "select 1", "postgres").then(
      () => null,
      (error: unknown) => error,
    );
    if (failure === null) return { port, folder, program };
    if (Date.now() > deadline) throw failure;
    await delay(LOOK_EVERY_MS);
  }
}

async function kill({ program }: Server): Promise<void> {
  // Its children end when they notice; by this signal they do at once, and nothing is written any more.
  program.process.kill("SIGKILL");
  await program.stop();
}

async function ask({ port }: { port: number }, statement: string, database = USER): Promise<number> {
  const { sql, end } = createDatabase(`postgres://${USER}@127.0.0.1:${port}/${database}`, { max: 1 });
  try {
    return (await sql.unsafe(statement)).length;
  } finally {
    await end();
  }
}

async function must(user: ServerUser | undefined, name: string, args: string[]): Promise<void> {
  const path = findProgram(name);
  if (!path) throw new Error(`${name} is not installed`);
  const { code, output } = await run(path, args, user);
  if (code !== 0) throw new Error(`${name} failed: ${output}`);
}
