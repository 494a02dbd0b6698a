import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Who may import whom; the longest matching folder counts, on both sides. A folder may always import itself. */
const MAY_IMPORT: Record<string, string[]> = {
  "lib/breaker": [],
  "lib/messages": ["lib/process-wide"],
  "lib/domain": ["lib/breaker", "lib/messages"],
  "lib/process-wide": [],
  "lib/env": ["lib/process-wide"],
  "lib/log": ["lib/process-wide"],
  "lib/yield-cores": [],
  "lib/contract": ["lib/domain", "lib/breaker", "lib/messages"],
  "lib/ingest": ["lib/contract", "lib/breaker", "lib/domain", "lib/log", "lib/messages"],
  "lib/http": ["lib/contract", "lib/breaker", "lib/domain", "lib/log", "lib/messages", "lib/process-wide"],
  "lib/export": ["lib/domain", "lib/breaker"],
  "lib/archive": ["lib/domain", "lib/breaker"],
  "lib/client": ["lib/contract", "lib/domain", "lib/breaker", "lib/messages"],
  "lib/router-client": ["lib/breaker"],
  "lib/router-client/testing": ["lib/router-client", "lib/contract", "lib/breaker"],
  "lib/simulated-provider": ["lib/domain", "lib/breaker", "lib/contract", "lib/http"],
  "lib/fault-suite": ["lib/simulated-provider", "lib/domain", "lib/breaker"],
  "lib/router": ["lib/contract", "lib/domain", "lib/breaker", "lib/http", "lib/ingest"],
  "lib/harness": ["lib/contract", "lib/domain", "lib/breaker"],
  "lib/snippets": [],
  "lib/snippets/testing": ["lib/snippets", "lib/router-client/testing", "lib/contract"],
  db: [
    "lib/yield-cores",
    "lib/process-wide",
    "lib/messages",
    "db/testing",
    "lib/contract",
    "lib/domain",
    "lib/breaker",
  ],
  "db/testing": ["db", "lib/contract", "lib/domain", "lib/breaker"],
  components: ["lib/client", "lib/contract", "lib/domain", "lib/breaker", "lib/messages"],
  app: ["components", "db", "db/testing", "lib"],
  instrumentation: ["app"],
  e2e: [
    "db/testing",
    "lib/contract",
    "lib/breaker",
    "lib/domain",
    "lib/snippets",
    "lib/router-client",
    "lib/simulated-provider",
    "e2e/crash",
    "e2e/fuzzing",
  ],
  "e2e/bench": ["app", "db", "lib", "e2e/crash"],
  "e2e/crash": ["app", "db", "db/testing", "lib", "e2e/bench"],
  "e2e/fuzzing": ["lib", "e2e/crash"],
};
const MAX_LINES = 250;
const READS_ENV =
  /^(lib\/env\.ts|lib\/(snippets|router-client)\/.*|instrumentation\.ts|e2e\/.*|db\/(testing|seed)\/.*|.*\.config\.(ts|mjs))$/;

/** Below these, folders import each other in one direction only. */
const DIRECTED = ["components"];

const MADE_FOR_TESTS = /^(db|app\/_server)\/testing\//;

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
    isTest(file) || MADE_FOR_TESTS.test(file) || file.startsWith("e2e/")
      ? []
      : targets.filter((to) => MADE_FOR_TESTS.test(to)).map((to) => `${file} → ${to}`),
  );

  expect(broken).toEqual([]);
});

/** Each way by which a name of the graph leads back to itself. */
function cyclesIn(graph: ReadonlyMap<string, Iterable<string>>): string[] {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (name: string, trail: string[]) => {
    if (trail.includes(name)) cycles.push([...trail.slice(trail.indexOf(name)), name].join(" → "));
    if (trail.includes(name) || done.has(name)) return;
    for (const target of graph.get(name) ?? []) visit(target, [...trail, name]);
    done.add(name);
  };
  for (const name of graph.keys()) visit(name, []);
  return cycles;
}

/** What the folders right below one import of each other; a file that stands beside them counts as the folder itself. */
function siblingsOf(parent: string): Map<string, Set<string>> {
  const folderOf = (file: string) => {
    const [child = "", ...rest] = file.slice(parent.length + 1).split("/");
    return rest.length > 0 ? `${parent}/${child}` : parent;
  };
  const graph = new Map<string, Set<string>>();
  for (const [file, targets] of imports) {
    if (!file.startsWith(`${parent}/`)) continue;
    const from = folderOf(file);
    const known = graph.get(from) ?? new Set();
    graph.set(from, known);
    for (const to of targets.filter((target) => target.startsWith(`${parent}/`)).map(folderOf)) {
      if (to !== from) known.add(to);
    }
  }
  return graph;
}

test("no file imports itself, by whatever way round", () => {
  expect(cyclesIn(imports)).toEqual([]);
});

test.each(DIRECTED)("no two folders below %s import each other, by whatever way round", (root) => {
  const parents = new Set(
    files
      .filter((file) => file.startsWith(`${root}/`))
      .flatMap((file) => {
        const parts = dirname(file).split("/");
        return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
      }),
  );

  expect([...parents].flatMap((parent) => cyclesIn(siblingsOf(parent)))).toEqual([]);
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

  expect(cyclesIn(graph)).toEqual([]);
});

test(`no file but a test has more than ${MAX_LINES} lines`, () => {
  const lines = (file: string) => readFileSync(join(root, file), "utf8").trimEnd().split("\n").length;

  expect(files.filter((file) => !isTest(file) && lines(file) > MAX_LINES)).toEqual([]);
});

test("the environment is read in one place, and by entry points of tools and tests", () => {
  const reads = files.filter((file) => !isTest(file) && /process\.env\b/.test(readFileSync(join(root, file), "utf8")));

  expect(reads.filter((file) => !READS_ENV.test(file))).toEqual([]);
});
