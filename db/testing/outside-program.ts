import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** Where Debian puts servers, which is not on every user's PATH. */
const FOLDERS = ["/usr/sbin", "/usr/bin", "/usr/lib/postgresql/15/bin"];
const READY_WITHIN_MS = 15_000;
const STOP_WITHIN_MS = 5_000;

/** Where a program of the system is, or null where it is not installed: its tests say so and are skipped. */
export function findProgram(name: string): string | null {
  const folders = [...(process.env.PATH ?? "").split(":").filter(Boolean), ...FOLDERS];
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

export type OutsideProgram = {
  process: ChildProcess;
  /** All it printed so far. */
  output: () => string;
  stop: () => Promise<void>;
};

/** Runs a program in the foreground until stopped; resolves once something listens on its port of 127.0.0.1. */
export async function startProgram(input: {
  path: string;
  args: readonly string[];
  port: number;
  cwd?: string;
  env?: Record<string, string>;
  uid?: number;
  gid?: number;
}): Promise<OutsideProgram> {
  const { path, args, port, env, ...options } = input;
  const child = spawn(path, args, { ...options, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => printed.push(String(chunk)));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  child.once("error", (error) => printed.push(error.message));
  const program = {
    process: child,
    output: () => printed.join(""),
    stop: async () => {
      child.kill("SIGTERM");
      const timer = globalThis.setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS);
      await ended;
      clearTimeout(timer);
    },
  };
  for (const until = Date.now() + READY_WITHIN_MS; !(await listens(port)); await delay(50)) {
    if (child.exitCode === null && Date.now() < until) continue;
    await program.stop();
    throw new Error(`${path} does not listen on ${port}: ${program.output()}`);
  }
  return program;
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
