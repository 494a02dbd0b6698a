/** Called by Next once, inside the module graph that also holds the routes. */
export async function register(): Promise<void> {
  // Next builds this file for the edge too, where nothing of ours runs.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { openFastPaths } = await import("@/app/_server/answer-fast-path");
  const { startRuntime } = await import("@/app/_server/start-runtime");
  const { fastPaths } = await import("@/app/api/front-routes");
  openFastPaths(fastPaths);
  startRuntime();
}
