import { bundleScripts } from "./bundle-scripts";

/** Writes what start.mjs runs. */
export async function bundleStart(): Promise<void> {
  await bundleScripts({ start: "./app/_cli/start.ts" }, "./.next/start");
}
