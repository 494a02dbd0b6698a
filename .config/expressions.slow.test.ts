import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync, Visitor } from "oxc-parser";
import { checkSync } from "recheck";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const SHIPPED = ["app", "components", "db", "lib"];
/** What no input from outside reaches: tests, and what is measured with. */
const OWN_INPUT = /\.test\.tsx?$|\/testing\/|^app\/_cli\/(bench|crash)\/|^lib\/breaker\/(dist|tools)\//;

const files = SHIPPED.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
).filter((file) => /\.(tsx?|mjs)$/.test(file) && !OWN_INPUT.test(file));

/** Every expression in the sources, by the file where it first stands. */
const literals = new Map<string, string>();
/** Where one is made of text. */
const made: string[] = [];
let file = "";

const noteMade = ({ callee }: { callee: { type: string; name?: unknown } }) => {
  if (callee.type === "Identifier" && callee.name === "RegExp") made.push(file);
};
const visitor = new Visitor({
  Literal: (node) => {
    if (!("regex" in node)) return;
    const literal = `/${node.regex.pattern}/${node.regex.flags}`;
    if (!literals.has(literal)) literals.set(literal, file);
  },
  NewExpression: noteMade,
  CallExpression: noteMade,
});
for (file of files) visitor.visit(parseSync(file, readFileSync(join(root, file), "utf8")).program);

test("no expression takes longer than its input is long, whoever chose the input", () => {
  const slow = [...literals].flatMap(([literal, where]) => {
    const end = literal.lastIndexOf("/");
    const { status } = checkSync(literal.slice(1, end), literal.slice(end + 1), { timeout: 10_000 });
    return status === "safe" ? [] : [`${where}: ${literal} is ${status}`];
  });

  expect(literals.size).toBeGreaterThan(100);
  expect(slow).toEqual([]);
}, 120_000);

test("the check knows a slow expression when it sees one", () => {
  expect(checkSync("(^|,)\\s*br\\s*(;\\s*q=(0\\.\\d*[1-9]|1)[\\d.]*)?\\s*(,|$)", "").status).toBe("vulnerable");
  expect(checkSync("^bearer\\s+(.+)$", "i").status).toBe("vulnerable");
  expect(checkSync("^[a-z]+$", "").status).toBe("safe");
});

test("no expression is made of text, where nobody could check it", () => {
  expect(made).toEqual([]);
});
