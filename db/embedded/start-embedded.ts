import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createDatabase } from "../client";
import { serverFolder } from "./binaries";
import { CLUSTER_USER, openCluster } from "./cluster";
import { canReach, type ServerUser, serverUser } from "./server-user";
import { EMBEDDED_SETTINGS, sharedMemorySettings } from "./settings";
import { freePort } from "./start-server";
import { superviseServer } from "./supervise-server";
import { claimHome, releaseHome, stopOrphan } from "./take-over";

export type EmbeddedServer = {
  url: string;
  /** The server's own process; undefined while it is being brought back. */
  pid: () => number | undefined;
  stop: () => Promise<void>;
};

export type EmbeddedInput = {
  /** Where the cluster is kept; made when missing. */
  dataDir: string;
  settings?: Record<string, string>;
  /** Told, in a line each, what an operator should know: data kept elsewhere, a server that had to be restarted. */
  notify?: (message: string) => void;
};

export const DATABASE = "switchyard";
const READABLE_PLACE = "/var/lib/switchyard";

/**
 * Starts a PostgreSQL server of our own over a data folder, and keeps it running until `stop`.
 *
 * Survives what a killed predecessor left: its server is stopped, its pid file judged. Throws EmbeddedError with one
 * line for the operator at the terminal.
 */
export async function startEmbedded(input: EmbeddedInput): Promise<EmbeddedServer> {
  const { notify = () => undefined } = input;
  const user = await serverUser();
  const home = await serverHome(input.dataDir, user, notify);
  const bin = join(await serverFolder(user, READABLE_PLACE), "bin");
  await claimHome(home);
  try {
    const { dataDir, password } = await openCluster({ home, bin, user });
    await stopOrphan(dataDir);
    const settings = { ...EMBEDDED_SETTINGS, ...(await sharedMemorySettings()), ...input.settings };
    const port = await freePort();
    const server = await superviseServer({ home, bin, dataDir, port, user, settings }, notify);
    const address = `postgres://${CLUSTER_USER}:${password}@127.0.0.1:${port}`;
    await ensureDatabase(address).catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
    return {
      url: `${address}/${DATABASE}`,
      pid: server.pid,
      stop: () => server.stop().finally(() => releaseHome(home)),
    };
  } catch (error) {
    await releaseHome(home);
    throw error;
  }
}

/** The data folder's own corner, or one that the server's user can reach when root keeps the folder out of its reach. */
export async function serverHome(dataDir: string, user: ServerUser | undefined, notify: (message: string) => void) {
  const wanted = join(dataDir, "postgres");
  await mkdir(wanted, { recursive: true, mode: 0o755 });
  if (!user || (await canReach(user, wanted))) return wanted;
  const instead = join(READABLE_PLACE, createHash("sha256").update(dataDir).digest("hex").slice(0, 12));
  await mkdir(instead, { recursive: true, mode: 0o755 });
  notify(`PostgreSQL may not run as root and its user cannot enter ${dataDir}, so the database is kept in ${instead}`);
  return instead;
}

async function ensureDatabase(address: string): Promise<void> {
  const { sql, end } = createDatabase(`${address}/postgres`, { max: 1 });
  try {
    const [existing] = await sql`select 1 from pg_database where datname = ${DATABASE}`;
    if (!existing) await sql.unsafe(`create database ${DATABASE}`);
  } finally {
    await end();
  }
}
