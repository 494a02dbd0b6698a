import { execFile } from "node:child_process";
import { EnvError } from "@/lib/env";

export type Commit = { hash: string; short: string };

/** The commit that a revision names; throws an EnvError where the repository of a folder has none such. */
export async function findCommit(rev: string, root = process.cwd()): Promise<Commit> {
  const hash = await git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${rev}^{commit}`]);
  if (!hash) throw new EnvError(`--against ${rev}: this repository has no such commit`);
  return { hash, short: hash.slice(0, 8) };
}

/** What git says in a folder, or null where it refuses. */
export function git(root: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile("git", [...args], { cwd: root }, (error, stdout) => resolve(error ? null : stdout.trim()));
  });
}
