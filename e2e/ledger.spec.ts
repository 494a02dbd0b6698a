import { expect, logRecord, test, uniqueName } from "./fixtures";

/** A month that no other test closes: the one before this, which the raw retention of the test server still holds in part. */
const lastMonth = () => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 28)).toISOString();
};
const monthName = (at: string) =>
  new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(at));

test("finance closes a month, reads and prints its statement, and a late record changes nothing", async ({
  page,
  router,
  signIn,
}) => {
  test.setTimeout(90_000);
  const at = lastMonth();
  const app = uniqueName("ledger");
  const sent = await router.post("/api/v1/logs", { data: [logRecord({ app, started_at: at })] });
  expect(sent.status()).toBe(200);
  await signIn("finance");
  await page.goto("/ledger");
  const name = monthName(at);
  await page.getByRole("button", { name: `Close ${name}` }).click();
  const form = page.getByRole("form", { name: `Close ${name}` });
  await form.getByLabel("Time zone").fill("Mars/Base");
  await expect(form.getByLabel("Time zone")).toHaveAccessibleDescription(/IANA/);
  await form.getByLabel("Time zone").fill("UTC");
  await expect(form.getByText(/attempts?, .* usage records/)).toBeVisible();
  for (const box of await form.getByRole("checkbox").all()) await box.check();
  await form.getByLabel("Note").fill("Checked against the invoices.");
  await form.getByRole("button", { name: "Close and sign" }).click();
  await expect(page.getByText(`${name} is closed and signed.`)).toBeVisible();

  const month = at.slice(0, 7);
  const before = await (await page.request.get(`/api/v1/months/${month}/statement`)).text();
  await router.post("/api/v1/logs", { data: [logRecord({ app, started_at: at })] });
  expect(await (await page.request.get(`/api/v1/months/${month}/statement`)).text()).toBe(before);
  await page.reload();
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("Closed");
  await expect(row).toContainText("1 attempt");

  await row.getByRole("link", { name }).click();
  const sheet = page.getByRole("article", { name: `Statement for ${name}` });
  await expect(sheet).toContainText("Checked against the invoices.");
  await expect(sheet).toContainText(JSON.parse(before).signature.key_id);
  await expect(sheet.getByRole("region", { name: "By model" })).toContainText("deepseek-v4-flash");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("link", { name: "Rows" })).toBeHidden();
  await expect(sheet).toBeVisible();
  await page.emulateMedia({ media: "screen" });

  await page.setViewportSize({ width: 390, height: 800 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  const again = await page.request.post(`/api/v1/months/${month}/close`, { data: {} });
  expect(again.status()).toBe(409);
});

test("a viewer reads months and closes none, on the screen or over HTTP", async ({ page, signIn }) => {
  await signIn("viewer");
  await page.goto("/ledger");
  await expect(page.getByText("finance and admins can close them")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Close / })).toHaveCount(0);
  const refused = await page.request.post("/api/v1/months/2026-01/close?apply=false", { data: {} });
  expect(refused.status()).toBe(403);
  const missing = await page.goto("/ledger/1999-01");
  expect(missing?.status()).toBe(404);
});

test("finance lists who gets statements, and sees that a test arrived; a viewer sees no address", async ({
  page,
  signIn,
}) => {
  const address = `${uniqueName("cfo")}@example.test`;
  await signIn("finance");
  await page.goto("/ledger");
  const form = page.getByRole("form", { name: "Add a recipient" });
  const input = form.getByLabel("E-mail address");
  await input.fill("cfo@");
  await form.getByRole("button", { name: "Add recipient" }).click();
  await expect(input).toHaveAccessibleDescription(/Must be an e-mail address/);
  await input.fill(address);
  await form.getByRole("button", { name: "Add recipient" }).click();
  await page.getByRole("button", { name: `Send a test to ${address}` }).click();
  const deliveries = page.getByRole("region", { name: "Deliveries, as a table" }).getByRole("row");
  const delivery = deliveries.filter({ hasText: address });
  await expect(delivery).toContainText("Sent", { timeout: 40_000 });
  await form.getByRole("button", { name: "Send me a test" }).click();
  await expect(
    deliveries.filter({ hasText: "finance@example.test" }).filter({ hasText: "Test" }).first(),
  ).toBeVisible();
  await page.setViewportSize({ width: 390, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole("button", { name: `Remove ${address}` }).click();
  await expect(page.getByRole("button", { name: `Remove ${address}` })).toHaveCount(0);

  await page.context().clearCookies();
  await signIn("viewer");
  await page.goto("/ledger");
  await expect(page.getByRole("heading", { name: "Check a statement" })).toBeVisible();
  await expect(page.getByText("Statement by e-mail")).toHaveCount(0);
  const refused = await page.request.get("/api/v1/statement-recipients");
  expect(refused.status()).toBe(403);
});

test("finance schedules a copy, sees that it arrived, runs it again and ends it", async ({ page, signIn }) => {
  const name = uniqueName("copy");
  await signIn("finance");
  await page.goto("/ledger/copies");
  await page.getByRole("button", { name: "New copy" }).click();
  const form = page.getByRole("form", { name: "New copy" });
  await form.getByLabel("Path").fill("../outside");
  await form.getByRole("button", { name: "Add copy" }).click();
  await expect(form.getByLabel("Path")).toHaveAccessibleDescription(/separated by/);
  await form.getByLabel("Path").fill("finops");
  await form.getByLabel("Name").fill(name);
  await form.getByLabel("When").selectOption("day");
  await form.getByRole("button", { name: "Add copy" }).click();

  const history = page.getByRole("region", { name: "History", exact: true });
  const run = history.getByRole("row").filter({ hasText: name });
  await expect(run).toContainText("Done", { timeout: 40_000 });
  await expect(run).toContainText(/finops\/focus-1\.4_cost_and_usage_.*\.csv/);
  await page.getByRole("button", { name: `Run ${name} now` }).click();
  await expect(run).toContainText("finance@example.test");
  await expect(run).toContainText("Done", { timeout: 40_000 });
  await page.getByRole("button", { name: `Delete ${name}` }).click();
  await expect(page.getByRole("button", { name: `Delete ${name}` })).toHaveCount(0);
});

test("a viewer reads scheduled copies and changes none, on the screen or over HTTP", async ({ page, signIn }) => {
  await signIn("viewer");
  await page.goto("/ledger/copies");
  await expect(page.getByText("finance and admins can change them")).toBeVisible();
  await expect(page.getByRole("button", { name: "New copy" })).toHaveCount(0);
  const answers = [
    await page.request.post("/api/v1/export-schedules", { data: { name: "x", target: "folder" } }),
    await page.request.post("/api/v1/export-schedules/1/run", { data: {} }),
    await page.request.delete("/api/v1/export-schedules/1"),
  ];
  expect(answers.map((answer) => answer.status())).toEqual([403, 403, 403]);
  // Where the server keeps files is none of a reader's business, whatever runs there were.
  const { runs, schedules } = await (await page.request.get("/api/v1/export-schedules")).json();
  expect(schedules.filter((schedule: { path: string }) => schedule.path !== "")).toEqual([]);
  expect(runs.filter((run: { location: string | null }) => run.location !== null)).toEqual([]);
});
