import { expect, test } from "vitest";
import { describeFacts } from "./describe-facts";

const FACTS = {
  ...{ provider: "openai", label: "GPT-4o", modalities: ["text" as const, "vision" as const] },
  ...{ context_window_tokens: 128_000, max_output_tokens: null, retires_on: "2027-01-14", replaced_by: "gpt-6" },
};

test("the facts of a model are one line, with the end at each provider that announced one", () => {
  expect(describeFacts([FACTS, { ...FACTS, provider: "azure", retires_on: "2027-10-01", replaced_by: null }])).toBe(
    "GPT-4o · text, vision · 128k tokens of context · retires at openai on 2027-01-14, replaced by gpt-6 · retires at azure on 2027-10-01",
  );
  expect(describeFacts([{ ...FACTS, label: null, modalities: null, context_window_tokens: null }])).toBe(
    "retires at openai on 2027-01-14, replaced by gpt-6",
  );
  expect(describeFacts([])).toBe("");
});
