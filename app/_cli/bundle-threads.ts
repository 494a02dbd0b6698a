import { join } from "node:path";
import { build } from "esbuild";
import { THREAD_NAMES, THREADS_BUILT, THREADS_SOURCE } from "@/app/_server/threads/thread-file";

/**
 * Writes each thread as one script without types beside Next's build, packages left out.
 *
 * Loaded through tsx instead, a thread starts seconds later, and tsx gives every function made at run time its name by
 * a call, which costs more than most of them do.
 */
export async function bundleThreads(): Promise<void> {
  await build({
    entryPoints: THREAD_NAMES.map((name) => join(THREADS_SOURCE, `${name}.ts`)),
    outdir: THREADS_BUILT,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20.20",
    sourcemap: true,
    logLevel: "warning",
  });
}
