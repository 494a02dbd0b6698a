import { spawn } from "node:child_process";
import { join } from "node:path";
import { setMode } from "@/lib/env";
import { bundleStart } from "./bundle-start";
import { bundleThreads } from "./bundle-threads";
import { compressScripts } from "./compress-scripts";

/** Builds pages, scripts in Brotli, threads and the start; false when it failed, which was printed. Next sends no telemetry about it. */
export async function buildProduct(): Promise<boolean> {
  setMode("production");
  const child = spawn(process.execPath, [join("node_modules", "next", "dist", "bin", "next"), "build"], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await new Promise<number>((resolve) => child.once("exit", (exitCode) => resolve(exitCode ?? 1)));
  if (code === 0) await Promise.all([compressScripts(), bundleThreads(), bundleStart()]);
  return code === 0;
}
