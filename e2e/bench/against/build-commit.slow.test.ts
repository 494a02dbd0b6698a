import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createCleanup } from "../cleanup";
import { buildCommit } from "./build-commit";
import { findCommit } from "./find-commit";

const BUILDS = "node -e \"require('node:fs').writeFileSync('built', '')\"";
const FAILS = 'node -e "process.exit(3)"';

let root: string;
let said: string[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "switchyard-repository-"));
  said = [];
  git("init", "--quiet");
});
afterEach(() => rm(root, { recursive: true, force: true }));

test("a commit is built once, and found again", async () => {
  const commit = await given(BUILDS);

  const folder = await build(commit);
  const again = await build(commit);

  expect(existsSync(join(folder, "built"))).toBe(true);
  expect(again).toBe(folder);
  expect(said).toEqual([`${commit.short}: npm ci`, `${commit.short}: npm run build`]);
});

test("one that cannot be built is said in one line and leaves nothing checked out", async () => {
  const commit = await given(FAILS);

  await expect(build(commit)).rejects.toThrow(
    new RegExp(`^${commit.short} cannot be built: \`npm run build\` failed, see .*\\.log$`),
  );

  expect(worktrees()).toBe(1);
  expect(existsSync(join(root, ".cache/against", commit.hash))).toBe(false);
});

test("only the builds that were compared with last are kept", async () => {
  for (const nth of [1, 2, 3]) await build(await given(`${BUILDS} # ${nth}`));

  expect(worktrees()).toBe(1 + 2);
});

test("a revision that names nothing is refused by name", async () => {
  await given(BUILDS);

  await expect(findCommit("nowhere", root)).rejects.toThrow("--against nowhere: this repository has no such commit");
});

async function given(script: string) {
  const name = { name: "product", version: "1.0.0" };
  await writeFile(join(root, "package.json"), JSON.stringify({ ...name, scripts: { build: script } }));
  const lock = { ...name, lockfileVersion: 3, packages: { "": name } };
  await writeFile(join(root, "package-lock.json"), JSON.stringify(lock));
  git("add", "package.json", "package-lock.json");
  git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", script);
  return findCommit("HEAD", root);
}

async function build(commit: { hash: string; short: string }): Promise<string> {
  const cleanup = createCleanup();
  try {
    return await buildCommit(commit, { cleanup, log: (line) => said.push(line), root });
  } finally {
    await cleanup.run();
  }
}

function worktrees(): number {
  return git("worktree", "list").trim().split("\n").length;
}

function git(...args: string[]): string {
  return execFileSync("git", args, { cwd: root, encoding: "utf8" });
}
