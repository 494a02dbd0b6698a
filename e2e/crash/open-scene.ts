import { randomBytes } from "node:crypto";
import { appendFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createDatabase, type Sql } from "@/db/client";
import { CrashFinding } from "./crash-finding";
import { openWay, type Way, type WayName } from "./ways";
import { createWebProcess, type WebProcess } from "./web-process";

/** What a run kills: two processes of the product on one database. */
export type Scene = {
  webs: readonly WebProcess[];
  way: Way;
  apiKey: string;
  /** Ends all of it and removes its data. */
  close: () => Promise<void>;
};

const NAMES = ["a", "b"];
const ASKED_WITHIN_MS = 120_000;

/** Starts the database over a folder of its own, and puts the processes beside it, not yet started. */
export async function openScene(input: {
  logFolder: string;
  through: WayName;
  onDeath: (finding: CrashFinding) => void;
  /** What the processes are started with besides. */
  variables?: Record<string, string>;
}): Promise<Scene> {
  const { logFolder, through, onDeath, variables = {} } = input;
  await rm(logFolder, { recursive: true, force: true });
  await mkdir(logFolder, { recursive: true });
  const dataDir = await mkdtemp(join(tmpdir(), "switchyard-crash-"));
  const removeData = () => rm(dataDir, { recursive: true, force: true });
  // Private as made; a server started by root runs as another user.
  await chmod(dataDir, 0o755);
  const notify = (line: string) =>
    appendFileSync(join(logFolder, "server.log"), `${new Date().toISOString()} ${line}\n`);
  const way = await openWay(through, { dataDir, notify }).catch(async (error: unknown) => {
    await removeData();
    throw error;
  });
  const apiKey = `sy_crash_${randomBytes(24).toString("base64url")}`;
  const env = {
    DATABASE_URL: way.url,
    SWITCHYARD_SECRET: randomBytes(32).toString("base64url"),
    SWITCHYARD_API_KEY: apiKey,
    LOG_LEVEL: "warn",
    ...variables,
  };
  const webs = await Promise.all(
    NAMES.map((name) => createWebProcess({ name, logFile: join(logFolder, `${name}.log`), env, onDeath })),
  );
  return {
    webs,
    way,
    apiKey,
    close: async () => {
      await Promise.all(webs.map((web) => web.close()));
      await way.close();
      await removeData();
    },
  };
}

/** Starts both processes and waits until they serve. */
export async function startWebs({ webs }: Scene): Promise<void> {
  for (const web of webs) web.start();
  await Promise.all(webs.map((web) => web.ready()));
}

/**
 * Asks the database over a connection of its own, which no earlier kill has touched.
 *
 * Throws a CrashFinding when there is neither an answer nor an error within two minutes.
 */
export async function askDatabase<T>({ way }: Scene, question: (sql: Sql) => Promise<T>): Promise<T> {
  const { sql } = createDatabase(way.directUrl, { max: 1, applicationName: "switchyard-crash" });
  const overdue = new AbortController();
  try {
    return await Promise.race([question(sql), complain(ASKED_WITHIN_MS, overdue.signal)]);
  } finally {
    overdue.abort();
    // At once: the end of a connection that is gone already would be waited for.
    await sql.end({ timeout: 0 });
  }
}

async function complain(afterMs: number, signal: AbortSignal): Promise<never> {
  await delay(afterMs, undefined, { signal });
  throw new CrashFinding(`The database answered nothing, not even an error, for ${afterMs / 1_000} s`);
}
