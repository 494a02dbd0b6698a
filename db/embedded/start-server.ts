import { type ChildProcess, spawn } from "node:child_process";
import { open, readFile, rename } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { yieldCores } from "@/lib/yield-cores";
import { lastLine } from "./cluster";
import { EmbeddedError } from "./embedded-error";
import { childEnv } from "./run";
import type { ServerUser } from "./server-user";
import { hasEnded, stopServer } from "./stop-server";

export type ServerInput = {
  home: string;
  bin: string;
  dataDir: string;
  port: number;
  user: ServerUser | undefined;
  settings: Record<string, string>;
};

const STATUS_LINE = 7;
// Crash recovery replays up to max_wal_size, which a slow disk needs minutes for.
const READY_WITHIN_MS = 10 * MINUTE_MS;

/**
 * Starts a server and waits until it takes connections; aborted or overdue, it stops what it started and throws.
 *
 * It gets a process group of its own, so a terminal's Ctrl-C reaches us first, and a log file, so it outlives our pipes.
 */
export async function startServer(input: ServerInput, aborted?: AbortSignal): Promise<ChildProcess> {
  const { home, bin, dataDir, port, user, settings } = input;
  const logPath = join(home, "server.log");
  // What the last one said of its end stays to be read.
  await rename(logPath, `${logPath}.1`).catch(() => undefined);
  const logFile = await open(logPath, "w", 0o600);
  const flags = Object.entries({ ...settings, port: String(port) }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  const child = spawn(join(bin, "postgres"), ["-D", dataDir, ...flags], {
    ...user,
    cwd: "/",
    detached: true,
    env: childEnv(),
    stdio: ["ignore", logFile.fd, logFile.fd],
  });
  let failure: string | undefined;
  child.once("error", (error) => {
    failure = error.message;
  });
  await logFile.close();
  // Its processes have their priority from the first: like our own threads that compute, they yield to what answers.
  if (child.pid) yieldCores(child.pid);

  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await isReady(dataDir, child.pid))) {
    if (failure !== undefined || hasEnded(child)) {
      const log = await readFile(logPath, "utf8").catch(() => "");
      // On a full disk the server cannot even log why.
      const reason = failure ?? (lastLine(log) || `it ended with ${child.signalCode ?? `code ${child.exitCode}`}`);
      throw new EmbeddedError(`The embedded PostgreSQL did not start: ${reason}`);
    }
    if (aborted?.aborted || Date.now() > deadline) {
      await stopServer(child);
      throw new EmbeddedError(`The embedded PostgreSQL did not start in time; see ${logPath}`);
    }
    await delay(20);
  }
  return child;
}

/** A port of the loopback interface that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("No port")),
      );
    });
  });
}

/** The server writes its state into its pid file, which is what pg_ctl waits for too. */
async function isReady(dataDir: string, pid: number | undefined): Promise<boolean> {
  const lines = (await readFile(join(dataDir, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
  return Number(lines[0]) === pid && lines[STATUS_LINE]?.trim() === "ready";
}
