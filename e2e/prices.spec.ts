import AxeBuilder from "@axe-core/playwright";
import { expect, test, uniqueName } from "./fixtures";
import { at, priceOf } from "./price-of";

test("finance changes a price, with its slip caught, reads its history and restores the terms", async ({
  page,
  router,
  signIn,
}) => {
  const model = uniqueName("priced");
  expect((await router.post("/api/v1/prices", { data: priceOf(model) })).status()).toBe(201);
  await signIn("finance");
  await page.goto(`/prices?q=${model}`);
  const grid = page.getByRole("region", { name: "Active prices", exact: true });
  await expect(grid.getByRole("row", { name: new RegExp(model) })).toContainText("$4.00");

  await grid.getByRole("link", { name: model }).click();
  await expect(page).toHaveURL(new RegExp(`price=house(%2F|/)${model}`));
  const versions = page.getByRole("region", { name: `Versions of house/${model}` });
  await expect(versions.getByRole("listitem").filter({ hasText: "as announced" })).toContainText("their list");
  await expect(page.getByRole("img", { name: `Price of house/${model} over time` })).toBeVisible();

  await versions.getByRole("button", { name: /Change version/ }).click();
  const form = page.getByRole("form", { name: `New version of house/${model}` });
  await expect(form.getByText(/Ends version \d+/)).toBeVisible();
  await form.getByLabel("Uncached input", { exact: true }).fill("0.0000015");
  await form.getByLabel("Output", { exact: true }).fill("6");
  const slip = form.getByRole("checkbox", { name: /price of one token or of a thousand/ });
  await expect(slip).toBeVisible();
  await expect(form.getByRole("button", { name: "Save new version" })).toBeDisabled();
  await form.getByLabel("Uncached input", { exact: true }).fill("1.5");
  await expect(slip).toHaveCount(0);
  await form.getByRole("button", { name: "Save new version" }).click();
  await expect(form.getByLabel("Reason", { exact: true })).toHaveAccessibleDescription(/Required/);
  await form.getByLabel("Source", { exact: true }).fill("their list of today");
  await form.getByLabel("Reason", { exact: true }).fill("new list");
  await form.getByRole("button", { name: "Save new version" }).click();
  await expect(form).toHaveCount(0);
  await expect(versions.getByText("Uncached input $1.00 → $1.50")).toBeVisible();

  await versions.getByRole("button", { name: /Restore the terms/ }).click();
  const restoring = page.getByRole("form", { name: /^Restore version \d+/ });
  await expect(restoring.getByLabel("Uncached input", { exact: true })).toHaveValue("1");
  await restoring.getByRole("button", { name: "Save new version" }).click();
  await expect(versions.getByText("Uncached input $1.50 → $1.00")).toBeVisible();
  const { prices } = await (await router.get(`/api/v1/prices?provider=house&model=${model}`)).json();
  expect(prices.map(({ rates }: { rates: { input: string } }) => rates.input)).toEqual(["1", "1.5", "1"]);
});

test("of two who edit a price at once, the second sees what is different", async ({ page, router, signIn }) => {
  const model = uniqueName("stale");
  await router.post("/api/v1/prices", { data: priceOf(model) });
  await signIn("admin");
  await page.goto(`/prices?price=house/${model}`);
  const versions = page.getByRole("region", { name: `Versions of house/${model}` });
  await versions.getByRole("button", { name: /Change version/ }).click();
  const form = page.getByRole("form", { name: `New version of house/${model}` });
  await form.getByLabel("Uncached input", { exact: true }).fill("2");
  await form.getByLabel("Source", { exact: true }).fill("a call");
  await form.getByLabel("Reason", { exact: true }).fill("mine");
  const theirs = priceOf(model, { valid_from: at(-60_000), rates: { input: "1.2", output: "4" }, reason: "theirs" });
  expect((await router.post("/api/v1/prices", { data: theirs })).status()).toBe(201);

  await form.getByRole("button", { name: "Save new version" }).click();
  const notice = form.getByRole("alert").filter({ hasText: "while you edited" });
  await expect(notice).toContainText("theirs");
  await expect(notice).toContainText("Uncached input: $1.00 → $1.20");
  await expect(form.getByLabel("Uncached input", { exact: true })).toHaveValue("2");
  await notice.getByRole("button", { name: "Continue with my input" }).click();
  await form.getByRole("button", { name: "Save new version" }).click();
  await expect(versions.getByText("Uncached input $1.20 → $2.00")).toBeVisible();
});

test("a price of certain hours is set with weekdays, hours, zone and holidays, and read in words", async ({
  page,
  signIn,
}) => {
  const model = uniqueName("peak");
  await signIn("finance");
  await page.goto("/prices");
  await page.getByRole("button", { name: "New price" }).click();
  const form = page.getByRole("form", { name: "New price" });
  await form.getByLabel("Provider", { exact: true }).fill("deepseek");
  await form.getByLabel("Model", { exact: true }).fill(model);
  await form.getByLabel("Uncached input", { exact: true }).fill("0.44");
  await form.getByLabel("Output", { exact: true }).fill("1.32");
  await form.getByLabel("Only at certain hours or days", { exact: true }).check();
  await form.getByLabel("Sat", { exact: true }).uncheck();
  await form.getByLabel("Sun", { exact: true }).uncheck();
  await form.getByRole("button", { name: "Add hours" }).click();
  await form.getByLabel("From, hours 1", { exact: true }).fill("09:00");
  await form.getByLabel("To, hours 1", { exact: true }).fill("12:00");
  await form.getByLabel("Zone of the hours", { exact: true }).fill("Asia/Shanghai");
  await form.getByLabel("Holidays", { exact: true }).selectOption({ label: "Not on Chinese public holidays (2026)" });
  await form.getByLabel("Source", { exact: true }).fill("DeepSeek's list");
  await form.getByLabel("Reason", { exact: true }).fill("peak hours");
  await form.getByRole("button", { name: "Save new version" }).click();

  const versions = page.getByRole("region", { name: `Versions of deepseek/${model}` });
  await expect(
    versions.getByText("09:00 to 12:00 Asia/Shanghai, Monday to Friday, not on Chinese public holidays"),
  ).toBeVisible();
});

test("a viewer reads prices and cannot change them, on screen or over HTTP", async ({ page, router, signIn }) => {
  const model = uniqueName("watched");
  await router.post("/api/v1/prices", { data: priceOf(model) });
  await signIn("viewer");
  await page.goto(`/prices?price=house/${model}&q=${model}`);
  await expect(page.getByText("finance and admins can change them")).toBeVisible();
  await expect(page.getByRole("region", { name: `Versions of house/${model}` })).toContainText("as announced");
  for (const name of [/New price/, /New version/, /^Change (version|house)/, /^Add a/, /Restore/, /^Price .* as/]) {
    await expect(page.getByRole("button", { name })).toHaveCount(0);
  }
  const refused = async (path: string, data: object) =>
    (await page.request.post(path, { data, headers: { origin: new URL(page.url()).origin } })).status();
  expect(await refused("/api/v1/prices", priceOf(model))).toBe(403);
  expect(await refused("/api/v1/prices/copy", {})).toBe(403);
  expect(await refused("/api/v1/catalogue", {})).toBe(403);
  expect(await refused("/api/v1/exchange-rates", {})).toBe(403);
});

test("the grid is whole and accessible on a phone and a desk, light and dark", async ({ page, router, signIn }) => {
  const model = uniqueName("shown");
  await router.post("/api/v1/prices", { data: priceOf(model) });
  await signIn("finance");
  for (const width of [390, 1280]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.goto(`/prices?price=house/${model}`);
      await expect(page.getByRole("region", { name: "Active prices", exact: true }).getByRole("table")).toBeVisible();
      await expect(page.getByRole("img", { name: /over time/ })).toBeVisible();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${width} px ${colorScheme} scrolls sideways`).toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target).join(" ")}`)).toEqual([]);
    }
  }
});
