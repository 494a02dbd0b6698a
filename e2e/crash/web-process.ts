import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { childEnv } from "@/db/embedded/run";
import { freePort } from "@/db/embedded/start-server";
import { CrashFinding } from "./crash-finding";

export type WebProcess = {
  name: string;
  origin: string;
  pid: () => number | undefined;
  /** Starts it; it may take a while to be ready. */
  start: () => void;
  /** Resolves once it says that it can serve. */
  ready: () => Promise<void>;
  /** Ends it without warning. */
  kill: () => Promise<void>;
  /** Ends it in order; throws when it does not end well. */
  stop: () => Promise<void>;
  /** Ends it for good: it cannot be started any more. */
  close: () => Promise<void>;
};

const READY_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 25;

/** One process of the built product, with a port that stays its own from start to start. */
export async function createWebProcess(input: {
  name: string;
  logFile: string;
  env: Record<string, string>;
  /** Called when it ends although nobody killed it. */
  onDeath: (finding: CrashFinding) => void;
}): Promise<WebProcess> {
  const { name, logFile, env, onDeath } = input;
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let isClosed = false;
  process.once("exit", () => child?.kill("SIGKILL"));

  const end = async (signal: NodeJS.Signals) => {
    const ending = child;
    child = undefined;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return null;
    const ended = once(ending, "exit");
    ending.kill(signal);
    const [code] = await ended;
    return code;
  };

  return {
    name,
    origin,
    pid: () => child?.pid,
    start: () => {
      if (isClosed) return;
      const log = openSync(logFile, "a");
      const started = spawn(process.execPath, ["app/_cli/start.mjs"], {
        stdio: ["ignore", log, log],
        env: { ...childEnv(), ...env, PORT: String(port), SWITCHYARD_HOST: "127.0.0.1" },
      });
      closeSync(log);
      child = started;
      started.once("exit", (code, signal) => {
        if (child === started) onDeath(new CrashFinding(`Process ${name} ended by itself (${signal ?? code})`));
      });
    },
    ready: async () => {
      const deadline = performance.now() + READY_WITHIN_MS;
      while (!(await isReady(origin))) {
        if (performance.now() > deadline) throw new CrashFinding(`Process ${name} was not ready in time`);
        await delay(LOOK_EVERY_MS);
      }
    },
    kill: async () => void (await end("SIGKILL")),
    close: async () => {
      isClosed = true;
      await end("SIGKILL");
    },
    stop: async () => {
      const code = await end("SIGTERM");
      if (code) throw new CrashFinding(`Process ${name} ended with ${code} when asked to stop`);
    },
  };
}

async function isReady(origin: string): Promise<boolean> {
  try {
    const response = await fetch(`${origin}/api/health/ready`, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}
