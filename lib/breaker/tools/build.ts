import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "..");
const dist = join(folder, "dist");

// Within the project imports bear no extension, which Node and TypeScript need in a package.
function withExtensions(source: string): string {
  return source.replaceAll(/(\bfrom |\bimport\()"(\.[^"]*)"/g, '$1"$2.js"');
}

rmSync(dist, { recursive: true, force: true });
const compile = ["--ignoreConfig", "--target", "es2022", "--lib", "es2022,dom", "--module", "esnext"];
const check = ["--moduleResolution", "bundler", "--strict", "--noUncheckedIndexedAccess", "--types", ""];
execFileSync("tsc", [...compile, ...check, "--declaration", "--outDir", dist, "--rootDir", folder, "index.ts"], {
  cwd: folder,
  stdio: "inherit",
});
for (const name of readdirSync(dist)) {
  const file = join(dist, name);
  writeFileSync(file, withExtensions(readFileSync(file, "utf8")));
}
