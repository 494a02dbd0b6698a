import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const app = fileURLToPath(new URL("../app", import.meta.url));

/** What routers wait for, what they poll, and what is read in order to be changed: each one row by its key. */
const READS_OF_ROUTERS = new Set(["findKeys", "getBundle", "getBundleTag", "listKeysWithScope", "listSessionsInForce"]);
const READS_OF_EDITS = new Set(["getPolicy", "getAliases", "listRejectedRecords"]);

const files = readdirSync(app, { recursive: true, encoding: "utf8" }).filter(
  (name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && !name.startsWith("_cli/"),
);

test("whatever people and reports read goes over the readers' connections, so that no router waits for it", () => {
  const strays = files.flatMap((name) => {
    const text = readFileSync(join(app, name), "utf8");
    const reads = [...text.matchAll(/\b((?:list|get|read|find)[A-Z]\w*)\(\s*get(?:Db|Sql)\(\)/g)].map(
      ([, verb]) => verb ?? "",
    );
    const isPage = /(^|\/)(page|layout)\.tsx$/.test(name) || name.startsWith("_server/prefetch");
    const page = isPage && /\bget(Db|Sql)\b/.test(text) ? ["getDb"] : [];
    return [...reads.filter((verb) => !READS_OF_ROUTERS.has(verb) && !READS_OF_EDITS.has(verb)), ...page].map(
      (verb) => `${name}: ${verb}`,
    );
  });

  expect(strays).toEqual([]);
});
