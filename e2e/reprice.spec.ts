import { expect, logRecord, test, uniqueName } from "./fixtures";

test("finance sees what a late price changes, applies it with a reason, and undoes it", async ({
  page,
  router,
  signIn,
}) => {
  const [model, provider] = [uniqueName("model"), uniqueName("house")];
  const started = new Date(Date.now() - 60_000).toISOString();
  await router.post("/api/v1/logs", {
    data: [logRecord({ model, provider, input_tokens: 1_000_000, output_tokens: 0, started_at: started })],
  });
  const price = { provider, model, rates: { input: "3", output: "9" }, source: "their list", reason: "came late" };
  const stored = await router.post("/api/v1/prices", { data: { ...price, valid_from: "2026-01-01T00:00:00Z" } });
  expect(stored.status()).toBe(201);
  await signIn("finance");
  await page.goto("/prices/reprice");
  const form = page.getByRole("form", { name: "Range to re-price" });
  // Another test closes the month before.
  await form.getByLabel("First day (UTC)").fill(started.slice(0, 10));
  await form.getByLabel("Models").fill(model);
  await form.getByRole("button", { name: "Show the difference" }).click();
  const difference = page.getByRole("region", { name: "Difference", exact: true });
  await expect(difference).toContainText("1 newly priced");
  await expect(difference.getByRole("row", { name: new RegExp(model) })).toContainText("+$3.00");
  await difference.getByText("Why", { exact: true }).click();
  await expect(difference).toContainText("came late");

  await difference.getByLabel("Reason, for the ledger").fill(`Late list of ${model}`);
  await difference.getByRole("button", { name: "Apply to 1 attempts" }).click();
  const run = page.getByRole("listitem").filter({ hasText: `Late list of ${model}` });
  await expect(run).toContainText("done", { timeout: 30_000 });
  await expect(run).toContainText("+$3.00");

  await run.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("dialog").getByLabel("Reason, for the ledger").fill(`A slip about ${model}`);
  await page.getByRole("dialog").getByRole("button", { name: "Undo" }).click();
  const undone = page.getByRole("listitem").filter({ hasText: `A slip about ${model}` });
  await expect(undone).toContainText("done", { timeout: 30_000 });
  await expect(undone).toContainText("-$3.00");
});

test("a viewer reads re-prices and is not offered one", async ({ page, signIn }) => {
  await signIn("viewer");
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto("/prices/reprice");

  await expect(page.getByText("finance and admins can apply and undo them")).toBeVisible();
  await expect(page.getByRole("form", { name: "Range to re-price" })).toHaveCount(0);
  await expect(page.getByRole("region", { name: "History" })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
