import { build } from "esbuild";
import { THREAD_SOURCES, THREADS_BUILT } from "@/app/_server/threads/thread-file";

/**
 * Writes each thread as one script without types beside Next's build, packages left out.
 *
 * Loaded through tsx instead, a thread starts seconds later, and tsx gives every function made at run time its name by
 * a call, which costs more than most of them do.
 */
export async function bundleThreads(): Promise<void> {
  await build({
    entryPoints: THREAD_SOURCES,
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
