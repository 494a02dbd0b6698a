import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { addUser } from "./add-user";
import { expect, test, uniqueName } from "./fixtures";
import { FIRST_PASSWORD, PASSWORD, type Role } from "./server-settings";

const NEXT_PASSWORD = "another three plain words";

async function enter(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

async function aUser(role: Role) {
  const email = `${uniqueName(role)}@example.test`;
  return { email, id: await addUser({ email, name: "Somebody New", role }) };
}

test("who signs in with a password somebody else chose sees nothing before they chose their own", async ({
  page,
  router,
}) => {
  const email = `${uniqueName("first")}@example.test`;
  await router.post("/api/v1/people", {
    data: { email, name: "First Time", role: "viewer", password: FIRST_PASSWORD },
  });
  await enter(page, email, FIRST_PASSWORD);
  await expect(page).toHaveURL(/choose-password/);
  await page.goto("/spend");
  await expect(page).toHaveURL(/choose-password/);
  expect((await page.request.get("/api/v1/stats/models")).status()).toBe(403);

  await page.getByLabel("The password you were given").fill(FIRST_PASSWORD);
  await page.getByLabel("New password", { exact: true }).fill("password1234");
  await page.getByLabel("New password again").fill("password1234");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("first that are guessed", { exact: false })).toBeVisible();
  await page.getByLabel("New password", { exact: true }).fill(NEXT_PASSWORD);
  await page.getByLabel("New password again").fill(NEXT_PASSWORD);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});

test("somebody finds their account in the menu, ends a session and changes their password", async ({
  page,
  browser,
}) => {
  const { email } = await aUser("viewer");
  await enter(page, email, PASSWORD);
  const contexts = [await browser.newContext(), await browser.newContext()];
  const [phone, tablet] = await Promise.all(contexts.map((context) => context.newPage()));
  if (!phone || !tablet) throw new Error("There are two more browsers");
  await enter(phone, email, PASSWORD);
  await enter(tablet, email, PASSWORD);

  await page.goto("/");
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("link", { name: "Your account" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Your account" })).toBeVisible();
  const sessions = page.getByRole("list", { name: "Sessions" }).getByRole("listitem");
  await expect(sessions).toHaveCount(3);
  await expect(sessions.filter({ hasText: "this browser" })).toHaveCount(1);
  await sessions.getByRole("button", { name: /^End/ }).first().click();
  await expect(sessions).toHaveCount(2);

  await page.getByLabel("Current password").fill(PASSWORD);
  await page.getByLabel("New password", { exact: true }).fill(NEXT_PASSWORD);
  await page.getByLabel("New password again").fill(NEXT_PASSWORD);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed.", { exact: false })).toBeVisible();
  await expect(sessions).toHaveCount(1);
  for (const other of [phone, tablet]) {
    await other.goto("/spend");
    await expect(other).toHaveURL(/\/sign-in/);
  }
  for (const context of contexts) await context.close();
});

test("what changes who may do what asks for the password again and goes on where it was", async ({
  page,
  router,
  signIn,
}) => {
  const tier = uniqueName("again");
  const policy = { tier, primary: "deepseek-v4-flash", fallbacks: ["qwen3-32b"] };
  await router.put(`/api/v1/policies/${tier}`, { headers: { "if-match": '"0"' }, data: policy });
  await signIn("admin");
  let refusals = 0;
  // As the server answers a quarter hour later; what comes after the password is its own answer.
  await page.route(`**/api/v1/policies/${tier}/settings`, async (route) => {
    refusals += 1;
    const error = {
      code: "FORBIDDEN",
      message: "Type your password again",
      fields: { confirm: ["Is asked for again"] },
    };
    if (refusals > 1) await route.continue();
    else await route.fulfill({ status: 403, json: { error } });
  });
  await page.goto(`/policies/${tier}?tab=proposals`);
  const asks = page.getByRole("switch", { name: "A second approver is required" });
  await expect(asks).toBeEnabled();
  await asks.click();

  const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
  await dialog.getByLabel("Your password").fill("not the right words");
  await dialog.getByRole("button", { name: "Confirm", exact: true }).click();
  await expect(dialog.getByText("The password is not right")).toBeVisible();
  await dialog.getByLabel("Your password").fill(PASSWORD);
  await dialog.getByRole("button", { name: "Confirm", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(asks).toBeChecked();
});

for (const path of ["/account", "/access", "/policies?tab=aliases"]) {
  test(`${path} is whole and accessible for an admin on a phone and a desk, light and dark`, async ({
    page,
    signIn,
  }) => {
    await signIn("admin");
    for (const width of [390, 768, 1440]) {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, `${width} px ${colorScheme} scrolls sideways`).toBeLessThanOrEqual(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target).join(" ")}`)).toEqual([]);
      }
    }
  });
}

test("sign-ins and refusals are on the Access page with address and program, and can be filtered", async ({
  page,
  signIn,
  stranger,
}) => {
  expect((await stranger.get("/api/v1/people", { headers: { "user-agent": "prober/9" } })).status()).toBe(401);
  const { email } = await aUser("viewer");
  await signIn("admin");
  const panel = page.getByRole("region", { name: "Sign-ins and refused requests", exact: true });
  await expect(async () => {
    await page.goto("/access");
    await expect(panel.getByRole("row").filter({ hasText: email }).filter({ hasText: "signed in" })).toBeVisible({
      timeout: 1_000,
    });
  }).toPass();
  await panel.getByLabel("Search sign-ins and refused requests").fill(email);
  await expect(panel.getByRole("row").filter({ hasText: email }).first()).toContainText("127.0.0.1");
  await panel.getByLabel("Show").selectOption("Refused requests");
  await expect(panel.getByText("No sign-in or refused request matches.")).toBeVisible();
});
