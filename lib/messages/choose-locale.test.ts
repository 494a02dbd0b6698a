import { expect, test } from "vitest";
import { chooseLocale, LOCALE_COOKIE, localeCookie } from "./choose-locale";

test("the language that a user chose counts before what the browser asks for", () => {
  const chosen = `a=1; ${LOCALE_COOKIE}=en; b=2`;
  expect(chooseLocale({ cookie: chosen, acceptLanguage: "zh-CN" })).toBe("en");
  expect(chooseLocale({ cookie: `${LOCALE_COOKIE}=zh-CN` })).toBe("zh-CN");
  expect(localeCookie("zh-CN")).toMatch(/^switchyard\.locale=zh-CN; Path=\/; Max-Age=\d+; SameSite=Lax$/);
});

test.each([
  ["zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"],
  ["zh", "zh-CN"],
  ["zh-Hant-TW", "zh-CN"],
  ["en-GB,zh;q=0.5", "en"],
  ["fr,zh;q=0.5,en;q=0.7", "en"],
  ["fr,zh;q=0.5", "zh-CN"],
  ["zh;q=0,en;q=0.1", "en"],
  ["zh;q=none", "en"],
  ["de", "en"],
  ["*", "en"],
  ["", "en"],
  [undefined, "en"],
])("a browser that asks for %s reads %s", (acceptLanguage, locale) => {
  expect(chooseLocale({ cookie: `${LOCALE_COOKIE}=tlh`, acceptLanguage })).toBe(locale);
});
