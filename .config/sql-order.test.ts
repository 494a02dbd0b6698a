import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const FOLDERS = ["app", "db", "lib"];

/** What is written as text under the name of a column: `seq::text`, and `day::text as day`. */
const AS_TEXT = /(\w+)::text(?:\s+as\s+"?(\w+)"?)?(?=\s*(?:,|\n|\sfrom\b))/g;
const ORDER = /order by ([^`)]*)/g;

/**
 * The names a statement orders by that it also selects as text.
 *
 * PostgreSQL takes a bare name of `order by` for what is selected, not for the column: 9 then comes after 16.
 */
function textOrders(sql: string): string[] {
  const texts = [...sql.matchAll(AS_TEXT)].map(({ 1: column, 2: name, index }) => ({ name: name ?? column, index }));
  return [...sql.matchAll(ORDER)].flatMap(({ 1: list = "", index: orderedAt }) =>
    list
      .split(",")
      .map((part) => part.trim().split(/\s/)[0] ?? "")
      .filter((ordered) => texts.some(({ name, index }) => name === ordered && index < orderedAt)),
  );
}

test("no statement orders numbers or days by their text", () => {
  const found = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .flatMap((name) => {
        const source = readFileSync(join(root, folder, name), "utf8");
        return [...source.matchAll(/`[^`]*`/g)].flatMap(([sql]) =>
          textOrders(sql).map((column) => `${folder}/${name}: ${column}`),
        );
      }),
  );
  expect(found).toEqual([]);
});

test("the check knows such an order when it sees one", () => {
  expect(textOrders("select seq::text, record from t order by seq limit 3")).toEqual(["seq"]);
  expect(textOrders("select day::text as day from t order by 1, day desc")).toEqual(["day"]);
  expect(textOrders("select seq::text, record from t order by t.seq, id")).toEqual([]);
});
