import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { waitUntilGone } from "@/db/embedded/processes";
import { childEnv } from "@/db/embedded/run";
import { freePort } from "@/db/embedded/start-server";
import type { Cleanup } from "./cleanup";

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
// Two builds at once on a busy machine take minutes; one that ends is noticed at once.
const READY_WITHIN_MS = 180_000;
const STOPPED_WITHIN_MS = 12_000;

/** Starts the product that is built in a folder, as `npm start` does, on a free port, and waits until it is ready. */
export async function launchProduct(
  cleanup: Cleanup,
  { folder, env }: { folder: string; env: Readonly<Record<string, string>> },
): Promise<Product> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  // A build of an earlier commit has only its source.
  const start = existsSync(join(folder, "app/_cli/start.mjs"))
    ? ["app/_cli/start.mjs"]
    : ["--import", "tsx", "app/_cli/start.ts"];
  const child = spawn(process.execPath, ["--no-parallel-scavenge", ...start], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...childEnv(),
      PORT: String(port),
      SWITCHYARD_HOST: "127.0.0.1",
      SWITCHYARD_SECRET: SECRET,
      SWITCHYARD_API_KEY: API_KEY,
      LOG_LEVEL: "warn",
      ...env,
    },
  });
  const stop = cleanup.add(() => stopChild(child));
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
