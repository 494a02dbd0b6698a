/** Called by Next once, inside the module graph that also holds the routes. */
export async function register(): Promise<void> {
  // Next builds this file for the edge too, where nothing of ours runs.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { openFrontRoutes } = await import("@/app/_server/answer-front-route");
  const { startRuntime } = await import("@/app/_server/start-runtime");
  const { frontRoutes } = await import("@/app/api/front-routes");
  openFrontRoutes(frontRoutes);
  startRuntime();
}
