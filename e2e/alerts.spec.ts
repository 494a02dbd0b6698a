import { expect, logRecord, test, uniqueName } from "./fixtures";

const PATH = "/alerts";

test("an admin adds a rule that fires, previews and silences it", async ({ page, router, signIn }) => {
  test.setTimeout(120_000);
  const model = uniqueName("outage");
  const name = uniqueName("errors");
  const records = Array.from({ length: 30 }, () => logRecord({ model, outcome: "server_error" }));
  expect((await router.post("/api/v1/logs", { data: records })).ok()).toBe(true);
  await signIn("admin");
  await page.goto(PATH);
  await page.getByRole("button", { name: "New rule" }).click();
  const form = page.getByRole("form", { name: "New rule" });
  await form.getByLabel("Name", { exact: true }).fill(name);
  await form.getByLabel("Availability target (%)").fill("100");
  await form.getByRole("button", { name: "Add rule" }).click();
  await expect(form).toContainText("leaves no error budget");
  await form.getByLabel("Fires when").selectOption({ label: "Error rate is too high" });
  await form.getByLabel("Models").fill(model);
  await form.getByRole("button", { name: "Preview" }).click();
  await expect(form.getByRole("status")).toContainText("It would fire for 1 of 1 now");
  await form.getByRole("button", { name: "Add rule" }).click();
  await expect(form).toBeHidden();

  const now = page.getByRole("region", { name: "Now" });
  const row = now.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("Firing", { timeout: 60_000 });
  await expect(row).toContainText("of 30 attempts failed in 15 min");
  await row.getByRole("button", { name: /^Silence/ }).click();
  const silence = page.getByRole("form", { name: `Silence ${name}` });
  await silence.getByRole("button", { name: "Silence" }).click();
  await expect(silence).toContainText("Must not be empty");
  await silence.getByLabel("Reason").fill("Maintenance");
  await silence.getByRole("button", { name: "Silence" }).click();
  const silences = page.getByRole("region", { name: "Silences" });
  await expect(silences.getByRole("row").filter({ hasText: name })).toContainText("Maintenance");
  await expect(page.getByRole("region", { name: "History" }).getByRole("row").filter({ hasText: name })).toContainText(
    "Firing",
  );
});

test("a preview that is under way while the form is changed is not shown for what it says then", async ({
  page,
  signIn,
}) => {
  await signIn("admin");
  await page.goto(PATH);
  await page.getByRole("button", { name: "New rule" }).click();
  const form = page.getByRole("form", { name: "New rule" });
  await form.getByLabel("Fires when").selectOption({ label: "A router is stale" });
  let letGo = () => {};
  const isChanged = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/api/v1/alert-rules/preview", async (route) => {
    const response = await route.fetch();
    await isChanged;
    await route.fulfill({ response });
  });
  await form.getByRole("button", { name: "Preview" }).click();
  await form.getByLabel("For at least (minutes)").fill("60");
  letGo();
  await expect(form.getByRole("button", { name: "Preview" })).toBeEnabled();
  await expect(form.getByRole("status")).toBeHidden();
  await form.getByRole("button", { name: "Preview" }).click();
  await expect(form.getByRole("status")).toBeVisible();
});

test("a preview needs no name, and says when the rule would have fired with a link to the attempts", async ({
  page,
  router,
  signIn,
}) => {
  const [model, quiet] = [uniqueName("outage"), uniqueName("nobody")];
  const records = Array.from({ length: 30 }, () => logRecord({ model, outcome: "server_error" }));
  expect((await router.post("/api/v1/logs", { data: records })).ok()).toBe(true);
  await signIn("admin");
  await page.goto(PATH);
  await page.getByRole("button", { name: "New rule" }).click();
  const form = page.getByRole("form", { name: "New rule" });
  await form.getByLabel("Fires when").selectOption({ label: "Error rate is too high" });
  await form.getByLabel("Models").fill(`${model}, ${quiet}`);
  await form.getByRole("button", { name: "Preview" }).click();
  const seen = form.getByRole("status");
  await expect(seen).toContainText("It would fire for 1 of 1 now");
  await expect(seen).toContainText(`No attempt has the model ${quiet} yet`);
  await expect(seen).toContainText("It would have fired once in the last 7 days, and once in the last 30.");
  const times = form.getByRole("list", { name: "When it would have fired" });
  await expect(times.getByRole("listitem")).toContainText(`${model}: `);
  const attempts = await times.getByRole("link", { name: "attempts" }).getAttribute("href");
  expect(attempts).toContain(`model=${model}`);
  await form.getByLabel("For at least (minutes)").fill("60");
  await form.getByRole("button", { name: "Preview" }).click();
  await expect(seen).toContainText("It would not have fired in the last 30 days.");
  await form.getByLabel("Fires when").selectOption({ label: "A router is stale" });
  await form.getByRole("button", { name: "Preview" }).click();
  await expect(seen).toContainText("of a router, its latest report alone is retained");

  const name = uniqueName("quiet");
  const terms = { kind: "error_rate", above_percent: 5, scope: { model: [quiet] } };
  expect((await page.request.post("/api/v1/alert-rules", { data: { name, terms } })).status()).toBe(201);
  await page.reload();
  const rules = page.getByRole("region", { name: "Rules", exact: true });
  await expect(rules.getByRole("row").filter({ hasText: name })).toContainText(`No attempt has the model ${quiet} yet`);
  await page.goto(attempts ?? "");
  await expect(page.getByRole("row").filter({ hasText: model }).first()).toBeVisible();
});

test("a viewer reads alerts and changes none, on the screen or over HTTP", async ({ page, signIn }) => {
  await signIn("viewer");
  await page.goto(PATH);
  await expect(page.getByText("finance and admins can change them")).toBeVisible();
  await expect(page.getByRole("button", { name: "New rule" })).toHaveCount(0);
  const terms = { kind: "error_rate", above_percent: 5 };
  expect((await page.request.post("/api/v1/alert-rules", { data: { name: "no", terms } })).status()).toBe(403);
});

test("finance changes rules about money alone", async ({ page, signIn }) => {
  await signIn("finance");
  await page.goto(PATH);
  await expect(page.getByText("You can change rules about spend and budgets")).toBeVisible();
  const post = (terms: object) => page.request.post("/api/v1/alert-rules", { data: { name: uniqueName("r"), terms } });
  expect((await post({ kind: "stale_router" })).status()).toBe(403);
  const spend = await post({ kind: "spend", above_usd: "100000" });
  expect(spend.status()).toBe(201);
  const url = `/api/v1/alert-rules/${(await spend.json()).id}`;
  const stale = await page.request.patch(url, { data: { is_enabled: false }, headers: { "if-match": '"7"' } });
  expect(stale.status()).toBe(412);
});

test("an address within is refused at its field, and a webhook's secret is shown once", async ({ page, signIn }) => {
  await signIn("admin");
  await page.goto(PATH);
  await page.getByRole("button", { name: "New channel" }).click();
  const form = page.getByRole("form", { name: "New channel" });
  await form.getByLabel("Name", { exact: true }).fill(uniqueName("hook"));
  await form.getByLabel("Address").fill("http://169.254.169.254/latest/meta-data");
  await form.getByRole("button", { name: "Add channel" }).click();
  await expect(form).toContainText("internal address 169.254.169.254");
  await form.getByLabel("Address").fill("https://hook.invalid/services/secret-token");
  await form.getByRole("button", { name: "Add channel" }).click();
  await expect(page.getByText(/^whsec_/)).toBeVisible();
  await page.getByRole("button", { name: "Done" }).click();
  expect(await (await page.request.get("/api/v1/channels")).text()).not.toContain("secret-token");
});
