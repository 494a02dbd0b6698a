import { execFileSync } from "node:child_process";
import { createReadStream, createWriteStream, existsSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

export type BrowserLaunch = {
  channel?: string;
  launchOptions: { executablePath?: string; args: string[]; env?: Record<string, string> };
};

/**
 * How to launch the browser of the tests: on Linux the Chromium that npm brought, elsewhere an installed Chrome.
 *
 * `folder` receives the shared libraries and fonts that a bare Linux machine lacks.
 */
export async function browserLaunch(folder: string, env: Record<string, string | undefined>): Promise<BrowserLaunch> {
  if (process.platform !== "linux" || process.arch !== "x64")
    return { channel: "chrome", launchOptions: { args: ARGS } };
  const { default: chromium } = await import("@sparticuz/chromium");
  const executablePath = await chromium.executablePath();
  if (!existsSync(path.join(folder, "lib"))) await unpackLibraries(folder);
  const child: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined) child[name] = value;
  const needsLibraries = /not found/.test(execFileSync("ldd", [executablePath], { encoding: "utf8" }));
  if (needsLibraries) child.LD_LIBRARY_PATH = path.join(folder, "lib");
  if (!existsSync("/etc/fonts")) child.FONTCONFIG_PATH = path.join(path.dirname(executablePath), "fonts");
  return { launchOptions: { executablePath, args: ARGS, env: child } };
}

async function unpackLibraries(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const require = createRequire(import.meta.url);
  const packed = path.join(path.dirname(require.resolve("@sparticuz/chromium")), "../../bin/al2023.tar.br");
  const tar = path.join(folder, "libraries.tar");
  await pipeline(createReadStream(packed), createBrotliDecompress(), createWriteStream(tar));
  execFileSync("tar", ["-xf", tar, "-C", folder]);
}
