import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { logRecordSchema } from "@/lib/contract/log-record";
import { OPERATIONS } from "@/lib/contract/operations";

const root = join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

const docs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".md"))
  .map((name) => join("docs", name));
const files = ["README.md", ...docs, "lib/breaker/README.md", "db/driver/README.md"];

const README_LINES_MAX = 120;
const FENCE = /^```.*?^```$/gms;
const LINK = /\]\(([^)\s]+)\)/g;
const CODE = /`([^`\n]+)`/g;
/** A path of this repository as it stands in a text; what has a placeholder in it is none. */
const PATH = /^(?:app|components|db|docs|drizzle|e2e|findings|lib|\.ci|\.config|\.readme)\/[\w./()[\]-]*$/;
const API_PATH = /(?<!\bapp)\/api\/[\w./{}-]+/g;
/** Clients are given a base address and append the rest; sign-in belongs to better-auth. */
const API_BASES = /^\/api\/(otel|portkey\/v1)$/;

const textOf = (file: string) => read(file).replace(FENCE, "");
const codeOf = (file: string) => [...textOf(file).matchAll(CODE)].map(([, code = ""]) => code);

/** The links of a page that stay within the repository, as the file and the heading they lead to. */
function linksOf(file: string): { target: string; anchor: string }[] {
  return [...textOf(file).matchAll(LINK)]
    .map(([, link = ""]) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [path = "", anchor = ""] = link.split("#");
      return { target: path === "" ? file : join(dirname(file), path), anchor };
    });
}

/** Headings as GitHub names them. */
function anchorsOf(file: string): Set<string> {
  const headings = textOf(file).matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(([, text = ""]) =>
      text
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

test.each(files)("every link of %s leads to a file and a heading that exist", (file) => {
  const broken = linksOf(file).filter(
    ({ target, anchor }) => !existsSync(join(root, target)) || (anchor !== "" && !anchorsOf(target).has(anchor)),
  );

  expect(broken).toEqual([]);
});

test.each(files)("every path, command and address that %s names exists", (file) => {
  const isThere = (path: string) => ["", ".ts"].some((ending) => existsSync(join(root, path + ending)));
  const paths = codeOf(file).filter((code) => PATH.test(code) && !isThere(code));
  const scripts = Object.keys(JSON.parse(read("package.json")).scripts);
  const commands = [...read(file).matchAll(/npm run ([\w:]+)/g)].map(([, name = ""]) => name);
  const known = new Set(OPERATIONS.map(({ path }) => path));
  const addresses = [...read(file).matchAll(API_PATH)]
    .map(([address]) => address.replace(/[./]+$/, ""))
    .filter((address) => !known.has(address) && !API_BASES.test(address));

  expect({ paths, addresses, commands: commands.filter((name) => !isScript(file, name, scripts)) }).toEqual({
    paths: [],
    addresses: [],
    commands: [],
  });
});

/** A package of its own has its own commands. */
function isScript(file: string, name: string, scripts: readonly string[]): boolean {
  const own = join(dirname(file), "package.json");
  return scripts.includes(name) || (existsSync(join(root, own)) && name in JSON.parse(read(own)).scripts);
}

test("every page of docs can be reached from the README", () => {
  const reached = new Set<string>();
  const visit = (file: string) => {
    if (reached.has(file) || !file.endsWith(".md")) return;
    reached.add(file);
    for (const { target } of linksOf(file)) visit(relative(root, join(root, target)));
  };
  visit("README.md");

  expect(docs.filter((file) => !reached.has(file))).toEqual([]);
});

test(`the README has at most ${README_LINES_MAX} lines`, () => {
  expect(read("README.md").trimEnd().split("\n").length).toBeLessThanOrEqual(README_LINES_MAX);
});

test("the import table of the architecture is the one that is enforced", () => {
  const [, source = ""] = /MAY_IMPORT[^{]*\{([\s\S]*?)^\};/m.exec(read(".config/imports.test.ts")) ?? [];
  const enforced = [...source.matchAll(/^ {2}"?([\w/-]+)"?: \[([\s\S]*?)\]/gm)].map(
    ([, folder = "", may = ""]) => [folder, [...may.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name)] as const,
  );
  const [, table = ""] = /\| folder \| may import \|.*\n\|.*\n((?:\|.*\n)+)/.exec(read("docs/architecture.md")) ?? [];
  const documented = table
    .trimEnd()
    .split("\n")
    .map((row) => row.split("|"))
    .map(
      ([, folder = "", may = ""]) =>
        [folder.replaceAll(/[`\s]/g, ""), [...may.matchAll(CODE)].map(([, name = ""]) => name)] as const,
    );

  expect(enforced.length).toBeGreaterThan(10);
  expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(enforced));
});

test.each(["README.md", "docs/integrations.md"])("the command of %s that posts a log sends a valid record", (file) => {
  const [command = ""] = /^curl -X POST \S+\/api\/v1\/logs [\s\S]*?\]'$/m.exec(read(file)) ?? [];
  const body = execFileSync("bash", ["-c", `curl() { printf %s "\${@: -1}"; }\n${command}`], { encoding: "utf8" });

  expect(JSON.parse(body).map((record: unknown) => logRecordSchema.safeParse(record).error)).toEqual([undefined]);
});
