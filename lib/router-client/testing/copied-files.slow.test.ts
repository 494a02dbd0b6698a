import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..", "..", "..");
const page = readFileSync(join(root, "docs", "router-clients.md"), "utf8");
const rowOf = (language: string) => page.split("\n").find((line) => line.startsWith(`| ${language}`));

/** The files a row of the page's table links to, copied into a folder. */
function copyNamed(language: string, ending: string, into: string): string[] {
  const named = [...(rowOf(language) ?? "").matchAll(/\]\(\.\.\/(lib\/[^)]+)\)/g)].map((match) => match[1] ?? "");
  const files = named.filter((path) => path.endsWith(ending));
  for (const file of files) copyFileSync(join(root, file), join(into, basename(file)));
  return files;
}

function inFolder(run: (folder: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), "switchyard-copied-"));
  try {
    run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("the files the docs name for Python are a router by themselves", () => {
  inFolder((folder) => {
    expect(copyNamed("Python", ".py", folder).length).toBeGreaterThan(0);
    const said = execFileSync("python3", ["-c", "import router; print(router.Router.__name__)"], { cwd: folder });
    expect(said.toString().trim()).toBe("Router");
  });
});

test("the files the docs name for Node are a router with the breaker's folder beside them", () => {
  inFolder((folder) => {
    const own = join(folder, "router-client", "typescript");
    mkdirSync(own, { recursive: true });
    expect(copyNamed("Node", ".ts", own).length).toBeGreaterThan(0);
    cpSync(join(root, "lib", "breaker"), join(folder, "breaker"), { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    const program = 'import { Router } from "./router-client/typescript/router.ts"; console.log(Router.name);';
    const loader = join(root, "node_modules", "tsx", "dist", "loader.mjs");
    const said = execFileSync(process.execPath, ["--import", loader, "--input-type=module", "-e", program], {
      cwd: folder,
    });
    expect(said.toString().trim()).toBe("Router");
  });
});
