import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { buildProduct } from "./build-product";

const SOURCES = ["app", "components", "db", "lib", "next.config.mjs", "package-lock.json", "instrumentation.ts"];

/** Builds the pages unless the build is newer than everything it is made of; false when the build failed. */
export async function buildIfStale(): Promise<{ isBuilt: boolean; isFresh: boolean }> {
  const buildId = ".next/BUILD_ID";
  if (existsSync(buildId) && newestOf(SOURCES) < statSync(buildId).mtimeMs) return { isBuilt: true, isFresh: true };
  return { isBuilt: await buildProduct(), isFresh: false };
}

function newestOf(paths: readonly string[]): number {
  let newest = 0;
  for (const path of paths) {
    if (!existsSync(path)) continue;
    const stat = statSync(path);
    const inner = stat.isDirectory() ? newestOf(readdirSync(path).map((name) => join(path, name))) : stat.mtimeMs;
    newest = Math.max(newest, inner);
  }
  return newest;
}
