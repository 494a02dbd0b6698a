import { expect, test } from "vitest";
import { describeFacts } from "./describe-facts";

const FACTS = {
  ...{ label: "GPT-4o", modalities: ["text" as const, "vision" as const] },
  ...{ context_window_tokens: 128_000, max_output_tokens: null },
};

test("the facts of a model are one line, without what is not known", () => {
  expect(describeFacts([FACTS, { ...FACTS, label: "other" }])).toBe("GPT-4o · text, vision · 128k tokens of context");
  expect(describeFacts([{ ...FACTS, label: null, modalities: null, context_window_tokens: null }])).toBe("");
  expect(describeFacts([])).toBe("");
});
