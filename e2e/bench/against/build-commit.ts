import { existsSync } from "node:fs";
import { mkdir, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EnvError } from "@/lib/env";
import type { Cleanup } from "../cleanup";
import { type Commit, git } from "./find-commit";
import { runLogged } from "./run-logged";

/** Within what git, the linter and the tests leave alone. */
const BUILDS = ".cache/against";
const BUILT = ".built";
/** A build takes 1.5 GB with its packages: so many commits compared with last are kept. */
const MAX_RETAINED = 2;

/** What makes a build of a folder that was checked out, each in its own words for the one line that says it failed. */
const STEPS = [
  // What builds is needed though this process runs in production.
  { name: "npm ci", args: ["ci", "--include=dev", "--no-audit", "--no-fund"] },
  { name: "npm run build", args: ["run", "build"] },
];

/**
 * A folder with the product as that commit builds it, with the packages it locks; built once, then reused.
 *
 * Throws an EnvError in one line where it cannot be built, and leaves nothing of it but the log.
 */
export async function buildCommit(
  { hash, short }: Commit,
  { cleanup, log, root = process.cwd() }: { cleanup: Cleanup; log: (line: string) => void; root?: string },
): Promise<string> {
  const builds = join(root, BUILDS);
  const folder = join(builds, hash);
  const mark = join(builds, `${hash}${BUILT}`);
  const now = new Date();
  if (existsSync(mark) && existsSync(folder)) {
    await utimes(mark, now, now);
    return folder;
  }
  await mkdir(builds, { recursive: true });
  await removeBuild(root, hash);
  const half = { isBuilt: false };
  const undo = cleanup.add(async () => half.isBuilt || (await removeBuild(root, hash)));
  if ((await git(root, ["worktree", "add", "--detach", folder, hash])) === null) {
    await undo();
    throw new EnvError(`${short} cannot be checked out into ${folder}`);
  }
  const logFile = join(builds, `${hash}.log`);
  await writeFile(logFile, "");
  for (const { name, args } of STEPS) {
    log(`${short}: ${name}`);
    if (await runLogged("npm", args, { folder, logFile, cleanup })) continue;
    await undo();
    throw new EnvError(`${short} cannot be built: \`${name}\` failed, see ${logFile}`);
  }
  await writeFile(mark, "");
  half.isBuilt = true;
  await removeOldBuilds(root);
  return folder;
}

/** Removes the builds that were not compared with for longest. */
async function removeOldBuilds(root: string): Promise<void> {
  const builds = join(root, BUILDS);
  const marks = (await readdir(builds)).filter((name) => name.endsWith(BUILT));
  const used = await Promise.all(
    marks.map(async (name) => ({
      hash: name.slice(0, -BUILT.length),
      atMs: (await stat(join(builds, name))).mtimeMs,
    })),
  );
  for (const { hash } of used.toSorted((a, b) => b.atMs - a.atMs).slice(MAX_RETAINED)) await removeBuild(root, hash);
}

async function removeBuild(root: string, hash: string): Promise<void> {
  const folder = join(root, BUILDS, hash);
  await rm(`${folder}${BUILT}`, { force: true });
  await rm(folder, { recursive: true, force: true });
  // Only now does git forget it, whether or not it still knew it.
  await git(root, ["worktree", "prune"]);
}
