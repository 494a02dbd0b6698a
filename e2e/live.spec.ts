import { expect, test } from "./fixtures";

test("while refreshes fail the screen says so and since when, and is live again afterwards", async ({
  page,
  signIn,
}) => {
  await signIn("viewer");
  await page.goto("/?window=1h");
  const search = page.getByRole("search");
  await expect(search.getByRole("button", { name: "Live" })).toBeVisible();
  // What never came has no time that it is of.
  await page.waitForLoadState("networkidle");
  await page.route("**/api/v1/**", (route) => route.abort());
  const failing = search.getByRole("button", { name: /^Not updating\. Data is as of 20\d\d-/ });
  await expect(failing).toBeVisible({ timeout: 40_000 });
  await expect(failing).toHaveText(/^As of \d\d:\d\d:\d\d, not updating$/);
  await expect(search.getByRole("button", { name: "Live" })).toHaveCount(0);
  const card = page.getByRole("region", { name: "Failovers now" }).locator("[data-stats]");
  await expect(card).toHaveCSS("opacity", "0.5");
  await page.unroute("**/api/v1/**");
  await expect(search.getByRole("button", { name: "Live" })).toBeVisible({ timeout: 10_000 });
  await expect(card).toHaveCSS("opacity", "1");
});

test("a busy server is asked again quietly when it said, and the figures say as of when they are", async ({
  page,
  signIn,
}) => {
  await signIn("viewer");
  await page.goto("/?window=1h");
  const search = page.getByRole("search");
  await expect(search.getByRole("button", { name: "Live" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  let refused = 0;
  await page.route("**/api/v1/stats/**", (route) => {
    refused++;
    const error = { code: "RATE_LIMITED", message: "Too much is being read at the moment; try again shortly" };
    return route.fulfill({ status: 429, headers: { "retry-after": "1" }, json: { error } });
  });
  await expect(search.getByRole("button", { name: /^Not updating\. Data is as of 20\d\d-/ })).toBeVisible({
    timeout: 40_000,
  });
  const before = refused;
  await expect.poll(() => refused, { timeout: 20_000 }).toBeGreaterThan(before + 2);
  // Neither an error nor a notice takes the figures' place.
  await expect(page.getByText("Too much is being read")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Failovers now" }).locator("[data-stats]")).toBeVisible();
  await page.unroute("**/api/v1/stats/**");
  await expect(search.getByRole("button", { name: "Live" })).toBeVisible({ timeout: 10_000 });
});

test("figures of another range are dimmed, and the new ones announced, while these are slow to come", async ({
  page,
  signIn,
}) => {
  await signIn("viewer");
  await page.goto("/?window=1h");
  await expect(page.getByRole("search").getByRole("button", { name: "Live" })).toBeVisible();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/api/v1/**", async (route) => {
    await held;
    await route.continue();
  });
  const coming = page.getByText("Loading the new values …");
  await page.getByRole("radio", { name: "7 d" }).check();
  await expect(coming).toBeVisible();
  await expect(page.locator("#main")).toHaveAttribute("data-dimmed");
  release();
  await expect(coming).toHaveCount(0);
  await expect(page.locator("#main")).not.toHaveAttribute("data-dimmed");
});

test("states that cannot be refreshed are not passed off as present ones", async ({ page, signIn }) => {
  await signIn("viewer");
  await page.goto("/policies");
  await page.route("**/api/health/live", (route) => route.abort());
  const notice = page.getByText("The server does not answer: this page shows the last known states.");
  await expect(notice).toBeVisible({ timeout: 40_000 });
  await page.unroute("**/api/health/live");
  await expect(notice).toHaveCount(0, { timeout: 40_000 });
});
