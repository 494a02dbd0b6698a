import type { Page } from "@playwright/test";
import { expect, logRecord, test } from "./fixtures";

const SCREENS = [
  ...["/", "/compare", "/sla", "/spend", "/budgets", "/what-if", "/prices", "/prices/import", "/prices/reprice"],
  ...["/prices/capacity", "/ledger", "/ledger/copies", "/ledger/reconciliation", "/policies", "/policies/standard"],
  ...[
    "/failovers",
    "/router",
    "/models/deepseek-v4-flash",
    "/sla/report",
    "/alerts",
    "/alerts/digests",
    "/attempts",
    "/ingest",
    "/access",
    "/account",
  ],
];

/** What a screen calls its parts, where nothing of it is Chinese and two words follow each other. */
const englishOf = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("h1, h2, h3, th[scope=col], button, label, legend, nav a, caption")]
      .map((element) => element.textContent?.trim() ?? "")
      .filter((text) => /[a-z]{3,} [a-z]{3,}/i.test(text) && !/\p{Script=Han}/u.test(text)),
  );

test.describe("in a browser that asks for Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("every screen speaks it", async ({ page, router, signIn }) => {
    test.slow();
    await router.post("/api/v1/logs", { data: Array.from({ length: 40 }, () => logRecord()) });
    await signIn("admin");
    for (const path of SCREENS) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByText("正在加载", { exact: false })).toHaveCount(0);
      expect(await englishOf(page), path).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe("zh-CN");
    }
  });

  test("a refusal says what is wrong with a field in it, and in English to whoever asks for no language", async ({
    page,
    router,
    signIn,
  }) => {
    const refused = { name: "", kind: "error_rate" };
    const english = await (await router.post("/api/v1/budgets", { data: refused })).json();
    expect(JSON.stringify(english)).not.toMatch(/\p{Script=Han}/u);

    await signIn("admin");
    const chinese = await page.evaluate(async (body) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch("/api/v1/budgets", { method: "POST", headers, body });
      return answer.json();
    }, JSON.stringify(refused));
    expect(Object.keys(chinese.error.fields)).toEqual(Object.keys(english.error.fields));
    expect(JSON.stringify(chinese.error.fields)).toMatch(/\p{Script=Han}/u);
  });
});

test("the account's menu changes the language, and this browser remembers it", async ({ page, signIn }) => {
  await signIn("viewer");
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("radiogroup", { name: "Language" }).getByText("简体中文").click();
  await expect(page.getByRole("heading", { level: 1, name: "概览" })).toBeVisible();
  await page.goto("/spend");
  await expect(page.getByRole("heading", { level: 1, name: /支出/ })).toBeVisible();
  await expect(page).toHaveTitle(/支出/);

  await page.getByRole("button", { name: /账号/ }).click();
  await page.getByRole("radiogroup", { name: "语言" }).getByText("English").click();
  await expect(page.getByRole("heading", { level: 1, name: /Spend/ })).toBeVisible();
});
