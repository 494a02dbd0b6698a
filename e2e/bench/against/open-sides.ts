import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cleanup } from "../cleanup";
import type { BenchOptions } from "../options";
import { buildCommit } from "./build-commit";
import type { Commit } from "./find-commit";
import type { SideName } from "./stat-rows";

/** A build of the product in a folder of its own. */
export type Side = { side: SideName; name: string; folder: string; env: Readonly<Record<string, string>> };

/** What two builds are compared with. */
export type Comparison = {
  options: BenchOptions;
  cleanup: Cleanup;
  /** For what is measured with; gone at the end. */
  folder: string;
  ours: Side;
  theirs: Side;
  /** How many attempts of thirty days each build has imported so far. */
  imported: Record<SideName, number>;
  log: (line: string) => void;
};

/** This build beside that of another commit, which is made first where there is none yet. */
export async function openSides(options: BenchOptions, commit: Commit, cleanup: Cleanup): Promise<Comparison> {
  const log = (line: string) => console.error(line);
  const theirs = await buildCommit(commit, { cleanup, log });
  const folder = await mkdtemp(join(tmpdir(), "switchyard-against-"));
  cleanup.add(() => rm(folder, { recursive: true, force: true }));
  // Private as made; a server started by root runs as another user.
  await chmod(folder, 0o755);
  return {
    options,
    cleanup,
    folder,
    ours: { side: "ours", name: "this build", folder: process.cwd(), env: options.serverEnv },
    theirs: { side: "theirs", name: commit.short, folder: theirs, env: {} },
    imported: { ours: 0, theirs: 0 },
    log,
  };
}

/** Both builds, in the order of a round: each begins as often as the other. */
export function inTurn<T>(round: number, [ours, theirs]: readonly [T, T]): readonly [T, T] {
  return round % 2 === 1 ? [ours, theirs] : [theirs, ours];
}
