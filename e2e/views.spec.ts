import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test, uniqueName } from "./fixtures";

const menuOf = (page: Page) => page.getByRole("dialog", { name: "Saved views" });
const manage = (page: Page) => page.getByRole("dialog", { name: "Views", exact: true });

async function openMenu(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Saved views" }).click();
  await expect(menuOf(page)).toBeVisible();
}

async function saveView(page: Page, name: string, { shared = false, fixed = false } = {}): Promise<void> {
  await openMenu(page);
  await menuOf(page)
    .getByRole("button", { name: /Save this screen/ })
    .click();
  const form = page.getByRole("form", { name: "Save this screen as a view" });
  await form.getByLabel("Name").fill(name);
  if (fixed) await form.getByText("Stays as it is now").click();
  if (shared) await form.getByLabel("Share with the team").check();
  await form.getByRole("button", { name: "Save view" }).click();
  await expect(form).toBeHidden();
}

test("a viewer saves a screen for themselves, finds it in the jump dialog, starts with it and deletes it", async ({
  page,
  signIn,
}) => {
  const name = uniqueName("my-view");
  await signIn("viewer");
  await page.goto("/spend?window=7d&tz=Asia%2FShanghai&model=a-model-that-is-gone");
  await saveView(page, name);
  await page.goto("/compare");
  await openMenu(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target).join(" ")}`)).toEqual([]);
  await menuOf(page).getByRole("link", { name }).click();
  await expect(page).toHaveURL(/\/spend\?.*model=a-model-that-is-gone/);
  await expect(page).toHaveURL(/window=7d/);
  await expect(page).toHaveURL(/tz=Asia%2FShanghai/);
  await expect(page.getByRole("button", { name: /a-model-that-is-gone/ })).toBeVisible();
  await expect(page.getByText("Could not load")).toHaveCount(0);

  await page.goto("/compare");
  await page.getByRole("button", { name: /Jump to/ }).click();
  await page.getByLabel("Screen, view or model", { exact: true }).fill(name);
  await expect(page.getByRole("button", { name: `${name} Your view` })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/spend\?/);

  await openMenu(page);
  await menuOf(page)
    .getByRole("button", { name: /Manage views/ })
    .click();
  const item = manage(page).getByRole("listitem").filter({ hasText: name });
  await item.getByRole("button", { name: `Make it my start page: ${name}` }).click();
  await expect(item).toContainText("Your start page");
  const dialog = await new AxeBuilder({ page }).analyze();
  expect(dialog.violations.map((v) => v.id)).toEqual([]);
  await manage(page).getByRole("button", { name: "Close" }).click();
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.getByRole("link", { name: "Switchyard", exact: true }).click();
  await expect(page).toHaveURL(/\/spend\?/);
  await page.context().clearCookies();
  await signIn("viewer");
  await expect(page).toHaveURL(/\/spend\?/);
  await page.goto("/");

  await openMenu(page);
  await menuOf(page)
    .getByRole("button", { name: /Manage views/ })
    .click();
  await item.getByRole("button", { name: `Delete: ${name}` }).click();
  await expect(manage(page).getByText(`Deleted ${name}.`)).toBeVisible();
  await manage(page).getByRole("button", { name: "Undo" }).click();
  await expect(item).toBeVisible();
  await item.getByRole("button", { name: `Start with the overview: ${name}` }).click();
  await expect(item).not.toContainText("Your start page");
  await item.getByRole("button", { name: `Make it my start page: ${name}` }).click();
  await expect(item).toContainText("Your start page");
  await expect(page).toHaveURL((url) => url.pathname === "/");
  await item.getByRole("button", { name: `Start with the overview: ${name}` }).click();
  await expect(item).not.toContainText("Your start page");
  await item.getByRole("button", { name: `Delete: ${name}` }).click();
  await expect(item).toHaveCount(0);
  await page.goto("/start");
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});

test("a shared view is everybody's, and of two who edit it the second learns of the first", async ({
  page,
  signIn,
}) => {
  const name = uniqueName("team-view");
  await signIn("finance");
  await page.goto("/sla?window=30d");
  await saveView(page, name);
  await saveView(page, name, { shared: true, fixed: true });
  const answer = await page.request.get("/api/v1/views");
  const { views } = await answer.json();
  const saved = views.find((view: { name: string; is_shared: boolean }) => view.name === name && view.is_shared);
  expect(saved.address).toMatch(/^\/sla\?.*from=.*&to=/);

  await openMenu(page);
  await menuOf(page)
    .getByRole("button", { name: /Manage views/ })
    .click();
  // The one of one's own has the same name.
  const named = manage(page).getByRole("listitem").filter({ hasText: name });
  await expect(named).toHaveCount(2);
  await expect(named.filter({ hasText: "Your view" })).toHaveCount(1);
  const item = named.filter({ hasText: "Yours, shared with the team" });
  await item.getByRole("button", { name: `Rename or share: ${name}` }).click();
  const form = manage(page).getByRole("form", { name: `Edit ${name}` });
  await form.getByLabel("Name").fill(`${name}-mine`);
  const theirs = await page.request.patch(`/api/v1/views/${saved.id}`, {
    headers: { "if-match": '"1"' },
    data: { name: `${name}-theirs` },
  });
  expect(theirs.status()).toBe(200);
  await form.getByRole("button", { name: "Save" }).click();
  const edited = manage(page).getByRole("form", { name: /^Edit / });
  await expect(edited.getByRole("alert")).toContainText("was changed by someone else");
  await expect(edited.getByLabel("Name")).toHaveValue(`${name}-mine`);
  await edited.getByRole("button", { name: "Save" }).click();
  await expect(manage(page).getByRole("link", { name: `${name}-mine` })).toBeVisible();

  await page.context().clearCookies();
  await signIn("viewer");
  await page.goto("/");
  await openMenu(page);
  await expect(menuOf(page).getByRole("link", { name: `${name}-mine` })).toBeVisible();
  await menuOf(page)
    .getByRole("button", { name: /Manage views/ })
    .click();
  const seen = manage(page)
    .getByRole("listitem")
    .filter({ hasText: `${name}-mine` });
  await expect(seen.getByRole("button")).toHaveCount(1);
  const refused = await page.request.delete(`/api/v1/views/${saved.id}`, { headers: { "if-match": '"3"' } });
  expect(refused.status()).toBe(403);
});

test("no address leads away from here", async ({ page, signIn }) => {
  await signIn("viewer");
  for (const address of ["https://evil.example", "//evil.example", "/\\evil.example", "/api/v1/keys"]) {
    const answer = await page.request.post("/api/v1/views", { data: { name: uniqueName("away"), address } });
    expect([address, answer.status()]).toEqual([address, 422]);
  }
});
