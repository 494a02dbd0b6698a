import { expect, test } from "vitest";
import { type AliasRow, addAliasRow, aliasRowsOf, diffAliases, parseAliasRows, rebaseAliases } from "./alias-draft";

const table = { "GLM-5": "glm-5", "Qwen/Qwen3-32B": "qwen3-32b" };
const row = (name: string, model: string, key = `new ${name}`): AliasRow => ({ key, name, model });

test("a table that is shown and not touched is the same table", () => {
  expect(parseAliasRows(aliasRowsOf(table))).toEqual({ aliases: table });
  expect(parseAliasRows([])).toEqual({ aliases: {} });
});

test("names of the language itself are names like any other", () => {
  expect(parseAliasRows([row("constructor", "glm-5")])).toEqual({ aliases: { constructor: "glm-5" } });
  expect(diffAliases({}, { toString: "glm-5" })).toEqual([{ name: "toString", text: "toString → glm-5 added" }]);
});

test("what is missing, doubled or pointless is told at its row", () => {
  const rows = [
    row("", "glm-5", "a"),
    row("x", " ", "b"),
    row("y", "glm-5", "c"),
    row(" y ", "qwen3-8b", "d"),
    row("z", "z", "e"),
  ];

  expect(parseAliasRows(rows)).toEqual({
    fields: {
      "a.name": ["Required"],
      "b.model": ["Required"],
      "d.name": ["This name is there twice"],
      "e.model": ["Is the model's own name"],
    },
  });
  const long = parseAliasRows([row("n".repeat(201), "glm-5", "a"), row("ok", "m".repeat(201), "b")]);
  expect(Object.keys(long.fields ?? {})).toEqual(["a.name", "b.model"]);
});

test("a difference is told by name in words", () => {
  expect(diffAliases(table, { "GLM-5": "glm-4-9b", new: "glm-5" }).map(({ text }) => text)).toEqual([
    "GLM-5 → glm-5 is now glm-4-9b",
    "Qwen/Qwen3-32B → qwen3-32b removed",
    "new → glm-5 added",
  ]);
});

test("my rows and a colleague's meet without either being lost", () => {
  const mine = [row("GLM-5", "glm-4-9b"), row("mine", "glm-5"), row("", "half", "h")];
  const theirs = { "GLM-5": "glm-5", "Qwen/Qwen3-32B": "qwen3-8b", theirs: "glm-5" };

  const rebased = rebaseAliases(table, mine, theirs);

  expect(rebased.map(({ name, model }) => [name, model])).toEqual([
    ["GLM-5", "glm-4-9b"],
    ["theirs", "glm-5"],
    ["mine", "glm-5"],
    ["", "half"],
  ]);
});

test("what a colleague removed stays removed unless I changed it", () => {
  const rebased = rebaseAliases(table, aliasRowsOf(table), { "GLM-5": "glm-5" });
  expect(rebased.map(({ name }) => name)).toEqual(["GLM-5"]);
});

test("a new row stands first and has a key of its own, whatever was removed", () => {
  const two = addAliasRow(addAliasRow(aliasRowsOf(table), "a"), "b");
  const [, ...rest] = addAliasRow(two, "c");

  expect(rest).toEqual(two);
  const left = two.filter(({ name }) => name !== "a");
  const keys = addAliasRow(left, "d").map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(addAliasRow([], "e")).toEqual([{ key: "new 0", name: "e", model: "" }]);
});
