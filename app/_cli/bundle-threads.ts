import { THREAD_SOURCES, THREADS_BUILT } from "@/app/_server/threads/thread-file";
import { bundleScripts } from "./bundle-scripts";

/** Writes each thread as a script of its own beside Next's build. */
export async function bundleThreads(): Promise<void> {
  await bundleScripts(THREAD_SOURCES, THREADS_BUILT);
}
