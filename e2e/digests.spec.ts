import { expect, test, uniqueName } from "./fixtures";

const PATH = "/alerts/digests";

test("an admin previews a digest whose spend is that of the screen, adds a recipient and sends it to themselves", async ({
  page,
  signIn,
}) => {
  await signIn("admin");
  await page.goto(PATH);
  const preview = page.getByRole("region", { name: "Preview" });
  await expect(preview.getByText(/^Weekly digest: /)).toBeVisible();
  const frame = preview.frameLocator("iframe");
  await expect(frame.getByRole("heading", { name: "Models that cost most" })).toBeVisible();
  await expect(frame.getByRole("img", { name: /Spend per day/ })).toBeVisible();

  const { content } = await (await page.request.get("/api/v1/digests/preview?cadence=weekly&tz=UTC")).json();
  const { from, to } = content;
  const spend = await (await page.request.get("/api/v1/spend", { params: { from, to, tz: "UTC" } })).json();
  expect([content.spend.cost_usd, content.spend.attempts]).toEqual([spend.total.cost_usd, spend.total.attempts]);

  await preview.getByRole("button", { name: "Send me one now" }).click();
  await expect(preview.getByText("It is on its way to you.")).toBeVisible();
  const sent = page.getByRole("region", { name: "Sent" }).getByRole("row").filter({ hasText: "admin@example.test" });
  await expect(sent.filter({ hasText: "Sent" }).first()).toBeVisible({ timeout: 60_000 });

  const address = `${uniqueName("reader")}@example.test`;
  const form = page.getByRole("form", { name: "Add a recipient" });
  await form.getByLabel("E-mail address").fill("nobody");
  await form.getByRole("button", { name: "Add recipient" }).click();
  await expect(form).toContainText("Must be an e-mail address");
  await form.getByLabel("E-mail address").fill(address);
  await form.getByLabel("How often").selectOption({ label: "Every month" });
  await form.getByLabel("Time zone").fill("Asia/Shanghai");
  await form.getByRole("button", { name: "Add recipient" }).click();
  const row = page.getByRole("region", { name: "Recipients" }).getByRole("row").filter({ hasText: address });
  await expect(row).toContainText("Asia/Shanghai");
  await row.getByRole("button", { name: /^Remove/ }).click();
  await expect(row).toHaveCount(0);
});

test("a viewer subscribes on their account page, and sees nobody else's address", async ({ page, signIn }) => {
  await signIn("viewer");
  await page.goto("/account");
  const panel = page.getByRole("region", { name: "Digests by e-mail" });
  await panel.getByRole("button", { name: "Subscribe" }).click();
  const row = panel.getByRole("row").filter({ hasText: "viewer@example.test" });
  await expect(row).toContainText("Every week");
  await row.getByRole("button", { name: /^Unsubscribe/ }).click();
  await expect(panel.getByText("You are subscribed to no digest.")).toBeVisible();
  expect((await page.request.get("/api/v1/digests")).status()).toBe(403);
  await page.goto(PATH);
  await expect(page.getByText("Admins choose who gets digests")).toBeVisible();
  await expect(page.getByRole("region", { name: "Recipients" })).toHaveCount(0);
});

test("a link that is not whole ends nothing, and says so to whoever is not signed in", async ({ page }) => {
  await page.goto("/unsubscribe?token=1.AAAA");
  await page.getByRole("button", { name: "Unsubscribe" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("This link is not complete");
});
