import { expect, logRecord, test, uniqueName } from "./fixtures";

test("a phone shows the first cards of a table, all of them on demand, and orders them by any column", async ({
  page,
  router,
  signIn,
}) => {
  const tier = uniqueName("phone");
  const models = Array.from({ length: 10 }, (_, index) => `${tier}-${index}`);
  await router.post("/api/v1/logs", {
    data: models.flatMap((model, index) => Array.from({ length: index + 1 }, () => logRecord({ tier, model }))),
  });
  await signIn("viewer");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/?window=1h&tier=${tier}`);
  const panel = page.getByRole("region", { name: "Models", exact: true });
  const names = panel.locator("tbody th:visible");
  await expect(names).toHaveCount(8);
  await expect(names.first()).toContainText(models.at(-1) ?? "");

  await panel.getByRole("button", { name: "Show all 10" }).click();
  await expect(names).toHaveCount(10);
  await panel.getByRole("button", { name: /^Turn the order of / }).click();
  await expect(names.first()).toContainText(models[0] ?? "");
  await panel.getByRole("combobox", { name: /^Sort .* by$/ }).selectOption({ label: "Model" });
  await expect(names.first()).toContainText(models.at(-1) ?? "");
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beyond).toBeLessThanOrEqual(0);
});
