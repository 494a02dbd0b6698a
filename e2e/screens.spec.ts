import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, logRecord, test, uniqueName } from "./fixtures";

const SCREENS = [
  { path: "/", heading: /Overview/ },
  { path: "/compare", heading: /Compare/ },
  { path: "/sla", heading: /SLA/ },
  { path: "/spend", heading: /Spend/ },
  { path: "/budgets", heading: /Budgets/ },
  { path: "/what-if", heading: /What-if/ },
  { path: "/prices", heading: /Prices/ },
  { path: "/prices/import", heading: /Import/ },
  { path: "/prices/reprice", heading: /price/ },
  { path: "/prices/capacity", heading: /Capacity/ },
  { path: "/ledger", heading: /Ledger/ },
  { path: "/ledger/copies", heading: /copies/ },
  { path: "/ledger/reconciliation", heading: /Reconciliation/ },
  { path: "/policies", heading: /Policies/ },
  { path: "/failovers", heading: /Failovers/ },
  { path: "/router", heading: /Router/ },
  { path: "/attempts", heading: /Attempts/ },
  { path: "/ingest", heading: /Ingest/ },
];
const SIZES = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
];

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const { path, heading } of SCREENS) {
  test(`${path} is whole and accessible on a phone and a desk, light and dark`, async ({ page, router, signIn }) => {
    await router.post("/api/v1/logs", { data: Array.from({ length: 40 }, () => logRecord()) });
    await signIn("viewer");
    for (const size of SIZES) {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
        await expect(page.getByText("Could not load")).toHaveCount(0);
        expect(await overflow(page), `${size.width} px ${colorScheme} scrolls sideways`).toBeLessThanOrEqual(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target).join(" ")}`)).toEqual([]);
      }
    }
  });
}

test("a stranger is sent to sign in and comes back to where they wanted to go", async ({ page, signIn }) => {
  await page.goto("/spend?window=7d");
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByLabel("Email")).toBeVisible();
  await signIn("finance");
  await page.goto("/spend?window=7d");
  await expect(page.getByRole("heading", { level: 1, name: /Spend/ })).toBeVisible();
});

test("what a router just sent is on the overview and on the model's own screen", async ({ page, router, signIn }) => {
  const model = uniqueName("fresh-model");
  await router.post("/api/v1/logs", { data: Array.from({ length: 7 }, () => logRecord({ model })) });
  await signIn("viewer");

  await page.goto(`/?window=1h&model=${model}`);
  await page.getByRole("link", { name: model }).first().click();

  await expect(page).toHaveURL(new RegExp(`/models/${model}`));
  await expect(page.getByRole("heading", { level: 1, name: model })).toBeVisible();
});

test("what cannot be told says why and what to choose instead, and offers no other try", async ({ page, signIn }) => {
  await signIn("viewer");
  await page.goto("/sla?app=shop&window=90d");
  const refused = page.getByRole("alert").filter({ hasText: "This cannot be shown" });
  await expect(refused).toContainText(/retained since 20\d\d-\d\d-\d\d .*clear the app filter/);
  await expect(refused.getByRole("button")).toHaveCount(0);
  await expect(page.getByText("Loading…")).toHaveCount(0);
});

test("a filter with a long name moves nothing below the bar", async ({ page, router, signIn }) => {
  const model = uniqueName("a-model-with-a-very-long-name-indeed");
  await router.post("/api/v1/logs", { data: [logRecord({ model })] });
  await page.setViewportSize({ width: 1440, height: 900 });
  await signIn("viewer");
  await page.goto("/");
  const heading = page.getByRole("heading", { level: 1, name: "Overview" });
  const before = await heading.boundingBox();
  await page.goto(`/?model=${model}&region=us-east-1&app=default`);
  const clear = page.getByRole("button", { name: "Clear filters" });
  await expect(clear).toBeVisible();
  expect((await heading.boundingBox())?.y).toBe(before?.y);
  await clear.click();
  await expect(page.getByRole("button", { name: "Model: all" })).toBeVisible();
});
