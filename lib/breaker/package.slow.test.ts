import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const folder = import.meta.dirname;
const example = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(folder, "README.md"), "utf8"))?.[1] ?? "";

test("packed and installed, the package runs the README's example in plain Node, and its types hold", () => {
  const project = mkdtempSync(join(tmpdir(), "switchyard-breaker-"));
  try {
    const shell = (command: string, args: string[], cwd = project) =>
      execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    shell("npm", ["pack", "--silent", "--pack-destination", project], folder);
    const installed = join(project, "node_modules", "@switchyard", "breaker");
    mkdirSync(installed, { recursive: true });
    shell("tar", ["-xzf", "switchyard-breaker-0.1.0.tgz", "-C", installed, "--strip-components=1"]);
    writeFileSync(join(project, "package.json"), '{ "type": "module" }');
    writeFileSync(join(project, "example.ts"), example);
    writeFileSync(join(project, "tsconfig.json"), '{ "compilerOptions": { "module": "nodenext", "strict": true } }');
    writeFileSync(join(project, "types.d.ts"), "declare const console: { log(value: unknown): void };\n");
    shell(join(folder, "..", "..", "node_modules", ".bin", "tsc"), ["--lib", "es2022", "--types", ""]);

    expect(shell(process.execPath, ["example.js"]).trim()).toBe("qwen3-32b primary_open");
    expect(shell("tar", ["-tzf", "switchyard-breaker-0.1.0.tgz"])).not.toMatch(/test|vectors|python|tools/);
  } finally {
    rmSync(project, { recursive: true });
  }
}, 60_000);
