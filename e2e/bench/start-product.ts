import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { waitUntilGone } from "@/db/embedded/processes";
import { childEnv } from "@/db/embedded/run";
import { freePort } from "@/db/embedded/start-server";
import type { Bench } from "./open-bench";

export type Product = {
  pid: number;
  origin: string;
  apiKey: string;
  secret: string;
  /** The memory it has, and the most it ever had, in bytes; null where the system does not say. */
  memory: () => Promise<{ now: number; peak: number } | null>;
  stop: () => Promise<void>;
};

const API_KEY = "bench-machine-key-0123456789-abcdefghijklmnop";
const SECRET = "bench-secret-0123456789-abcdefghijklmnopqrst";
const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 12_000;

/** Starts the built product, as `npm start` does, on one of the bench's databases, and waits until it is ready. */
export async function startProduct(bench: Bench, databaseUrl: string): Promise<Product> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ["--no-parallel-scavenge", "--import", "tsx", "app/_cli/start.ts"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...childEnv(),
      PORT: String(port),
      SWITCHYARD_HOST: "127.0.0.1",
      DATABASE_URL: databaseUrl,
      SWITCHYARD_DATA_DIR: bench.folder,
      SWITCHYARD_SECRET: SECRET,
      SWITCHYARD_API_KEY: API_KEY,
      LOG_LEVEL: "warn",
      ...bench.options.serverEnv,
    },
  });
  const stop = bench.cleanup.add(() => stopChild(child));
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await isReady(origin))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error("The server did not get ready");
    await delay(100);
  }
  return { pid: child.pid ?? 0, origin, apiKey: API_KEY, secret: SECRET, memory: () => readMemory(child.pid), stop };
}

/** Ends a child by its own way out, or, where it does not take it in time, at once. */
export async function stopChild(child: ChildProcess): Promise<void> {
  if (!child.pid || child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  if (!(await waitUntilGone(child.pid, STOPPED_WITHIN_MS))) child.kill("SIGKILL");
}

async function isReady(origin: string): Promise<boolean> {
  const answer = await fetch(`${origin}/api/health/ready`).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.ok ?? false;
}

async function readMemory(pid: number | undefined): Promise<{ now: number; peak: number } | null> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const bytesOf = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1]) * 1_024;
  const [now, peak] = [bytesOf("VmRSS"), bytesOf("VmHWM")];
  return Number.isNaN(now) || Number.isNaN(peak) ? null : { now, peak };
}
