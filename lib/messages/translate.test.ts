import { afterEach, beforeEach, expect, test } from "vitest";
import { loadCatalogue } from "./catalogues";
import { type Locale, localeOfRequest } from "./locale";
import { message, t, textOf } from "./translate";

let locale: Locale | undefined;
beforeEach(async () => {
  localeOfRequest.set(() => locale);
  await loadCatalogue("zh-CN");
});
afterEach(() => {
  locale = undefined;
  localeOfRequest.set(undefined);
});

test("English is the text of the code, with its values set in", () => {
  expect(t("Language")).toBe("Language");
  expect(t("It's {name}'s", { name: "o'hara {x}" })).toBe("It's o'hara {x}'s");
  expect(t("{count, plural, one {# attempt} other {# attempts}}", { count: 1 })).toBe("1 attempt");
  expect(t("{count, plural, one {# attempt} other {# attempts}}", { count: 12_345 })).toBe("12,345 attempts");
});

test("a reader of another language reads it, and English where there is nothing to read", () => {
  const language = message("Language");
  expect(t(language)).toBe("Language");
  locale = "zh-CN";
  expect([t("Language"), t(language), textOf(language), textOf("Language")]).toEqual([
    "语言",
    "语言",
    "语言",
    "Language",
  ]);
  expect(t("nothing says this in Chinese: {n}", { n: 3 })).toBe("nothing says this in Chinese: 3");
});

test("a message has the values it was made with", () => {
  expect(t(message("{days} days", { days: 30 }))).toBe("30 days");
});

test("what tells two meanings of a word apart is not read", () => {
  expect(t("To|recipient")).toBe("To");
  expect(t("a | b {x}", { x: "| c" })).toBe("a | b | c");
});
