import { afterEach, expect, test } from "vitest";
import { loadCatalogue } from "@/lib/messages/catalogues";
import { localeOfRequest } from "@/lib/messages/locale";
import { EMPTY_MODEL, modelInputOf, modelProblems } from "./model-draft";

afterEach(() => localeOfRequest.set(undefined));

test("what is left empty is required, in every language", async () => {
  const draft = { ...EMPTY_MODEL, provider: "openai", reason: "x".repeat(1_001) };
  expect(modelProblems(modelInputOf(draft))).toEqual({
    model: "Required",
    reason: "Must have at most 1000 characters",
  });
  await loadCatalogue("zh-CN");
  localeOfRequest.set(() => "zh-CN");
  expect(modelProblems(modelInputOf(draft))).toEqual({ model: "必填", reason: "最多 1000 个字符" });
});
