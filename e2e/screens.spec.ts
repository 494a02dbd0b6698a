import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, logRecord, test, uniqueName } from "./fixtures";

const SCREENS = [
  { path: "/", heading: /Overview/ },
  { path: "/compare", heading: /Compare/ },
  { path: "/sla", heading: /SLA/ },
  { path: "/spend", heading: /Spend/ },
  { path: "/policies", heading: /Policies/ },
  { path: "/failovers", heading: /Failovers/ },
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
