import { expect, test } from "vitest";
import { builtInPrompts } from "./built-in-prompts";
import { promptSchema } from "./prompt";
import { readPrompts } from "./read-prompts";

const read = (...lines: string[]) => readPrompts(lines.join("\n"), "prompts.jsonl");

test("a prompt is one message of the user, or messages as they are", () => {
  const messages = [
    { role: "system", content: "Be brief." },
    { role: "user", content: [{ type: "text", text: "Hi" }] },
  ];

  expect(
    read('{"id":"a","prompt":"Hi","language":"en"}', "", JSON.stringify({ id: "b", messages, max_tokens: 5 })),
  ).toEqual([
    { id: "a", messages: [{ role: "user", content: "Hi" }], size: null, language: "en", max_tokens: null },
    { id: "b", messages, size: null, language: null, max_tokens: 5 },
  ]);
});

test.each([
  ['{"id":"b","prompt":', "prompts.jsonl, line 3: is no JSON"],
  ['{"id":"b"}', "prompts.jsonl, line 3: prompt: Give either prompt or messages"],
  ['{"id":"b","prompt":"x","max_tokens":0}', "prompts.jsonl, line 3: max_tokens: Too small"],
  ['{"id":"b","messages":[{"role":"user","content":"x"},{"role":"me","content":"x"}]}', "line 3: messages.1.role: "],
  ['{"id":"a","prompt":"x"}', 'prompts.jsonl, line 3: id: "a" is that of line 1 too'],
  ['{"id":"b","prompt":"x","temperature":1}', "prompts.jsonl, line 3: Unrecognized key"],
  ["[]", "prompts.jsonl, line 3: Invalid input"],
])("%s is refused by its line and field", (line, message) => {
  expect(() => read('{"id":"a","prompt":"Hi"}', "", line)).toThrow(message);
});

test("a file without prompts is refused", () => {
  expect(() => read("", "  ")).toThrow("prompts.jsonl has no prompts");
});

test("the built-in prompts are valid, named apart, the same each time, and as many of each size and language", () => {
  const prompts = builtInPrompts();
  const count = (key: "size" | "language", value: string) => prompts.filter((prompt) => prompt[key] === value).length;

  expect(prompts.every((prompt) => promptSchema.safeParse(prompt).success)).toBe(true);
  expect(new Set(prompts.map(({ id }) => id)).size).toBe(24);
  expect(["short", "medium", "long"].map((size) => count("size", size))).toEqual([8, 8, 8]);
  expect(["en", "zh", "es", "de"].map((language) => count("language", language))).toEqual([6, 6, 6, 6]);
  expect(builtInPrompts()).toEqual(prompts);
});
