import { expect, test } from "vitest";
import { guessOrigin } from "./guess-origin";
import { pairOf } from "./pair-of";
import { draftOfShared, EMPTY_TEST, namesIn, sentOf, sharedText } from "./test-draft";

const draft = (usage: unknown, overrides: object = {}) => ({
  ...EMPTY_TEST,
  model: "gpt-4o",
  usage: typeof usage === "string" ? usage : JSON.stringify(usage),
  ...overrides,
});
const fieldsOf = (usage: unknown) => {
  const asked = sentOf(draft(usage), "UTC");
  if ("problem" in asked) return asked.problem;
  return asked.sent.usage ? ["usage", ...Object.keys(asked.sent.usage)] : ["provider_usage"];
};

test("a record of ours is sent by its fields, a provider's usage or answer as it stands", () => {
  expect(fieldsOf({ id: "a", model: "x", input_tokens: 5, cached_input_tokens: 2, output_tokens: 1 })).toEqual([
    ...["usage", "input_tokens", "cached_input_tokens", "output_tokens"],
  ]);
  expect(fieldsOf({ input_tokens: 5, output_tokens: 1 })).toEqual(["usage", "input_tokens", "output_tokens"]);
  for (const usage of [
    { prompt_tokens: 5, completion_tokens: 1 },
    { input_tokens: 5, cache_read_input_tokens: 4, output_tokens: 1 },
    { input_tokens: 5, output_tokens: 1, output_tokens_details: { reasoning_tokens: 1 }, total_tokens: 6 },
    { promptTokenCount: 5, candidatesTokenCount: 1 },
    { model: "gpt-4o", choices: [{ message: { content: "secret" } }], usage: { prompt_tokens: 5 } },
  ]) {
    expect(fieldsOf(usage)).toEqual(["provider_usage"]);
  }
});

test("what cannot be read is said, by which reason", () => {
  expect(fieldsOf("")).toBe("Paste a usage object");
  expect(fieldsOf("[1]")).toBe("Must be one JSON object");
  expect(fieldsOf("{")).toMatch(/^Is no JSON: /);
});

test("names in what is pasted fill fields that are empty, and no others", () => {
  const answer = { model: "gpt-4o-mini", service_tier: "flex", usage: {} };
  expect(namesIn(JSON.stringify(answer), EMPTY_TEST)).toEqual({ model: "gpt-4o-mini", service_tier: "flex" });
  expect(namesIn(JSON.stringify(answer), { ...EMPTY_TEST, model: "typed" })).toEqual({ service_tier: "flex" });
  expect(namesIn(JSON.stringify({ modelVersion: "gemini-3" }), EMPTY_TEST)).toEqual({ model: "gemini-3" });
  expect(namesIn("{", EMPTY_TEST)).toEqual({});
});

test("a shared address holds names and counts, and nothing of what was pasted around them", () => {
  const pasted = draft({ usage: { prompt_tokens: 5 }, choices: ["secret"] }, { at: "2026-11-02T12:00" });
  const text = sharedText(pasted, { input_tokens: 5, output_tokens: null });

  expect(text).not.toContain("secret");
  const read = draftOfShared(text);
  expect(read).toMatchObject({ model: "gpt-4o", at: "2026-11-02T12:00" });
  expect(sentOf(read, "Asia/Shanghai")).toMatchObject({
    sent: { model: "gpt-4o", at: "2026-11-02T04:00:00Z", usage: { input_tokens: 5 } },
  });
  for (const bad of [null, "", "{", "[]", '{"usage":5}']) expect(draftOfShared(bad).model).toBe("");
});

test("the model that a name likely is comes first: the same name, at the same provider if there", () => {
  const origins = ["openai/gpt-4o", "azure/gpt-4o", "global-apis/deepseek-v4-flash", "anthropic/claude-sonnet-4.6"];

  expect(guessOrigin({ provider: "azure", model: "gpt-4o-2024-11-20" }, origins)).toBe("azure/gpt-4o");
  expect(guessOrigin({ provider: "gate", model: "deepseek/deepseek-v4-flash" }, origins)).toBe(
    "global-apis/deepseek-v4-flash",
  );
  expect(guessOrigin({ provider: "aws", model: "claude-sonnet-4-6" }, origins)).toBe("anthropic/claude-sonnet-4.6");
  expect(guessOrigin({ provider: "x", model: "unheard-of" }, origins)).toBeNull();
});

test("an address names a provider before the first slash, and the rest is the model", () => {
  expect(pairOf("openrouter/deepseek/deepseek-v4")).toEqual({ provider: "openrouter", model: "deepseek/deepseek-v4" });
  for (const bad of [null, "", "x", "/x", "x/"]) expect(pairOf(bad)).toBeNull();
});
