import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Who may import whom; the longest matching folder counts, on both sides. A folder may always import itself. */
const MAY_IMPORT: Record<string, string[]> = {
  "lib/breaker": [],
  "lib/domain": ["lib/breaker"],
  "lib/process-wide": [],
  "lib/env": ["lib/process-wide"],
  "lib/log": ["lib/process-wide"],
  "lib/yield-cores": [],
  "lib/contract": ["lib/domain", "lib/breaker"],
  "lib/ingest": ["lib/contract", "lib/breaker", "lib/domain", "lib/log"],
  "lib/http": ["lib/contract", "lib/breaker", "lib/domain", "lib/log", "lib/process-wide"],
  "lib/client": ["lib/contract", "lib/domain", "lib/breaker"],
  "lib/router-client": ["lib/breaker"],
  "lib/router-client/testing": ["lib/router-client", "lib/contract", "lib/breaker"],
  "lib/snippets": [],
  "lib/snippets/testing": ["lib/snippets", "lib/router-client/testing", "lib/contract"],
  db: ["lib/yield-cores", "lib/process-wide", "db/testing", "lib/contract", "lib/domain", "lib/breaker"],
  "db/testing": ["db", "lib/contract", "lib/domain", "lib/breaker"],
  components: ["lib/client", "lib/contract", "lib/domain", "lib/breaker"],
  app: ["components", "db", "db/testing", "lib"],
  instrumentation: ["app"],
  e2e: ["db/testing", "lib/contract", "lib/breaker", "lib/domain", "lib/snippets", "lib/router-client"],
  "e2e/bench": ["app", "db", "lib", "e2e/crash"],
  "e2e/crash": ["app", "db", "db/testing", "lib", "e2e/bench"],
};
const MAX_LINES = 250;
const READS_ENV =
  /^(lib\/env\.ts|lib\/(snippets|router-client)\/.*|instrumentation\.ts|e2e\/.*|db\/(testing|seed)\/.*|.*\.config\.(ts|mjs))$/;

const FOLDERS = [".", ".config", "app", "components", "db", "e2e", "lib"];

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: folder !== ".", encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter(
      (file) => /\.(tsx?|mjs)$/.test(file) && !file.endsWith("next-env.d.ts") && !file.startsWith("lib/breaker/dist/"),
    ),
);
const isTest = (file: string) => /\.test\.tsx?$/.test(file);

function resolve(file: string, specifier: string): string | undefined {
  const path = specifier.startsWith("@/") ? specifier.slice(2) : join(dirname(file), specifier);
  return [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((candidate) => files.includes(candidate));
}

const imports = new Map(
  files.map((file) => {
    const text = readFileSync(join(root, file), "utf8");
    const specifiers = [...text.matchAll(/(?:\bfrom|\bimport\(?)\s*"((?:@\/|\.)[^"]*)"/g)].map(
      (match) => match[1] ?? "",
    );
    return [file, specifiers.flatMap((specifier) => resolve(file, specifier) ?? [])];
  }),
);

function within(path: string, folders: string[]): string | undefined {
  const matching = folders.filter(
    (folder) => path === `${folder}.ts` || path.startsWith(`${folder}.`) || path.startsWith(`${folder}/`),
  );
  return matching.sort((a, b) => b.length - a.length)[0];
}

test("every folder imports only what the table of the architecture allows", () => {
  const zones = Object.keys(MAY_IMPORT);
  const broken = [...imports].flatMap(([file, targets]) => {
    const from = within(file, zones);
    if (!from) return [];
    return targets
      .filter((target) => {
        const to = within(target, zones);
        return (
          to !== from && !(to && within(to, [...(MAY_IMPORT[from] ?? [])])) && !(to && MAY_IMPORT[from]?.includes(to))
        );
      })
      .map((target) => `${file} → ${target}`);
  });

  expect(broken).toEqual([]);
});

test("the pure rules need no package either", () => {
  const bare = files
    .filter((file) => /^lib\/(breaker(?!\/tools\/)|domain)\//.test(file) && !isTest(file))
    .filter((file) => /^import [^;]*"[^.@][^"]*";/m.test(readFileSync(join(root, file), "utf8")));

  expect(bare).toEqual([]);
});

test("only tests use what is made for tests, and the crash rounds, which are one", () => {
  const broken = [...imports].flatMap(([file, targets]) =>
    isTest(file) || /^(db\/testing|e2e|e2e\/crash)\//.test(file)
      ? []
      : targets.filter((to) => to.startsWith("db/testing/")).map((to) => `${file} → ${to}`),
  );

  expect(broken).toEqual([]);
});

function circlesIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (node: string, trail: string[]) => {
    if (trail.includes(node)) circles.push([...trail.slice(trail.indexOf(node)), node].join(" → "));
    if (trail.includes(node) || done.has(node)) return;
    for (const target of graph.get(node) ?? []) visit(target, [...trail, node]);
    done.add(node);
  };
  for (const node of graph.keys()) visit(node, []);
  return circles;
}

test("no file imports itself, by whatever way round", () => {
  expect(circlesIn(imports)).toEqual([]);
});

/** Folders within which none imports itself by way of others; what lies in one directly is looked at file by file. */
const LAYERED = ["db", "lib", "lib/domain", "lib/ingest", "app", "app/_server"];

/** What a file belongs to within a folder: the next folder on the way to it, or the file itself. */
const partOf = (file: string, root: string) =>
  file.startsWith(`${root}/`) ? file.slice(root.length + 1).split("/")[0] : undefined;

// Tests may look at a thing from both of its ends.
test.each(LAYERED)("in %s no folder imports itself by way of others", (root) => {
  const graph = new Map<string, string[]>();
  for (const [file, targets] of imports) {
    const from = isTest(file) ? undefined : partOf(file, root);
    if (!from) continue;
    const others = targets.flatMap((target) => partOf(target, root) ?? []).filter((to) => to !== from);
    graph.set(from, [...(graph.get(from) ?? []), ...others]);
  }

  expect(circlesIn(graph)).toEqual([]);
});

test(`no file but a test has more than ${MAX_LINES} lines`, () => {
  const lines = (file: string) => readFileSync(join(root, file), "utf8").trimEnd().split("\n").length;

  expect(files.filter((file) => !isTest(file) && lines(file) > MAX_LINES)).toEqual([]);
});

test("the environment is read in one place, and by entry points of tools and tests", () => {
  const reads = files.filter((file) => !isTest(file) && /process\.env\b/.test(readFileSync(join(root, file), "utf8")));

  expect(reads.filter((file) => !READS_ENV.test(file))).toEqual([]);
});
