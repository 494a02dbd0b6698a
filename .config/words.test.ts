import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync, Visitor } from "oxc-parser";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const FOLDERS = ["app", "components", "db", "lib", "e2e"];

/** What names no longer use, part by part, and what they use instead. */
const RETIRED = new Map(
  Object.entries({
    report: "told untold tell tells teller",
    receive: "hear hears heard unheard",
    "reject, rejected": "quarantine quarantined",
    "cache, retained": "keeper kept",
    "rate limit": "brake braked",
    "admission limit": "intake",
    stats: "figure figures",
    unsealed: "young",
    "dimension set": "attribution attributions",
    expensive: "dear dearest",
    comparison: "contest",
    console: "desk",
    user: "person persons people",
    "ingest stats": "arrival arrivals",
    source: "sender senders",
    integration: "foreign door doors",
    "describe, format": "say says saying",
  }).flatMap(([standard, words]) => words.split(" ").map((word) => [word, standard] as const)),
);
/** Names of more than one part, and names that said too little. */
const RETIRED_NAMES =
  /^(standIns?|timeToNotice|TimeToNotice|figuresOf|bucketOf|assertRoom|settleEnv|shareReads|Pop|Choice)$|^[a-z]\w*Words$|^[A-Z_]+_WORDS$/;
/** An aggregate group; a table and a chart do have cells. */
const CELLS = /^(db|lib\/domain)\//;

/** Names in another, ordinary sense, and those that are not ours to change. */
const ALLOWED = new Map<string, RegExp>(
  Object.entries({
    // Names of the HTTP interface.
    senders: /./,
    person: /contract\/account\.ts|api\/v1\/account\/|account|db\/schema\/distribution/,
    people: /contract\/users\.ts|api\/v1\/people\/|api\/identity|e2e\//,
    // Tables and columns that older versions beside this one still write.
    arrival: /db\/schema\//,
    attribution: /db\/schema\//,
    attribution_id: /db\/ingest\/stored-usage/,
    told_event: /db\/schema\//,
    person_account: /db\/schema\//,
    person_session: /db\/schema\//,
    person_verification: /db\/schema\//,
    // Options of Node and postgres.js.
    maxYoungGenerationSizeMb: /./,
    // What a module's default words are: a list for passwords.
    PRODUCT_WORDS: /refuse-weak-password/,
    // The choices of a completion, as providers name them, and a router's decision.
    Choice: /lib\/breaker\/decision/,
  }),
);

/** What screens no longer say. */
const SCREEN =
  /\b(told|tells?|hears?|heard|quarantined?|foreign|doors?|keepers?|kept|figures?|young|attribution|stand-ins?|dear(est)?|desk|contest|people|persons?|senders?|judged|avoided|in force)\b/i;

/** Sentences that nobody understood, which no screen says again. */
const SAID_BADLY =
  /neither be removed nor|told no usage|are no attempt|no sum of money|is as soon as it may|stands in the history|speaks from|told in force|judges otherwise|went on being bad|^1 warns|as a decision at/i;

const partsOf = (name: string) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/);

/** What to use instead of a retired word in a name; null where there is none. */
function insteadOf(name: string, file: string): string | null {
  if (ALLOWED.get(name)?.test(file)) return null;
  const parts = partsOf(name);
  const standard = parts.map((part) => RETIRED.get(part)).find((word) => word !== undefined);
  if (standard) return standard;
  if (parts.some((part) => isCell(part, file))) return "group";
  return RETIRED_NAMES.test(name) ? "a name that says of what, such as describe… or format…" : null;
}

const isCell = (part: string, file: string) => CELLS.test(file) && /^cells?$/.test(part);

const names: string[] = [];
const texts: string[] = [];
let file = "";
const note = ({ name }: { name: string }) => {
  const instead = insteadOf(name, file);
  if (instead) names.push(`${file}: ${name} → ${instead}`);
};
const read = (text: string) => {
  const isScreen = /^components\/|^app\/.*\.tsx$/.test(file) && !/\.test\./.test(file);
  // A text of one word is a key of something more often than it is shown, unless it begins as a sentence does.
  if (isScreen && SAID_BADLY.test(text.trim())) texts.push(`${file}: ${text.trim()}`);
  if (isScreen && SCREEN.test(text) && /\s|^[A-Z]/.test(text.trim())) texts.push(`${file}: ${text.trim()}`);
};
const visitor = new Visitor({
  Identifier: note,
  PrivateIdentifier: note,
  JSXIdentifier: note,
  Literal: ({ value }) => typeof value === "string" && read(value),
  TemplateElement: ({ value }) => read(value.raw),
  JSXText: ({ value }) => read(value),
});

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
).filter((path) => /\.(tsx?|mjs|css|py)$/.test(path) && !path.startsWith("lib/breaker/dist/"));
for (file of files) {
  if (/\.(tsx?|mjs)$/.test(file)) visitor.visit(parseSync(file, readFileSync(join(root, file), "utf8")).program);
}

test("no name uses a retired word", () => {
  expect([...new Set(names)]).toEqual([]);
});

test("no screen uses a retired word", () => {
  expect(texts).toEqual([]);
});

test("no file or folder is named by a retired word", () => {
  const isNamed = (path: string) =>
    insteadOf(basename(path).replace(/\..*$/, ""), path) !== null || /-words\./.test(path);
  const folders = new Set(files.map((path) => join(path, "..")).filter((path) => !path.startsWith("app/api/")));
  expect([...files, ...folders].filter(isNamed)).toEqual([]);
});

test("the check knows a retired word when it sees one", () => {
  for (const name of ["toldSoFar", "isHeard", "KEPT_MS", "figuresOf", "bucketOf", "stateWords", "sayRange", "#tell"])
    expect([name, insteadOf(name.replace("#", ""), "lib/a.ts")]).toEqual([name, expect.any(String)]);
  for (const name of ["footprint", "restored", "shear", "personal", "cells"])
    expect([name, insteadOf(name, "components/a.tsx")]).toEqual([name, null]);
  expect([insteadOf("readCells", "db/a.ts"), insteadOf("toldSoFar", "lib/a.ts")]).toEqual(["group", "report"]);
});
