import { expect, logRecord, test, uniqueName } from "./fixtures";

test("finance adds a budget, sees how it goes, changes, deletes and restores it", async ({ page, router, signIn }) => {
  // Budgets are evaluated every minute.
  test.setTimeout(240_000);
  const team = uniqueName("team");
  await router.post("/api/v1/logs", {
    data: [logRecord({ team, input_tokens: 2_000_000, started_at: new Date().toISOString() })],
  });
  await signIn("finance");
  await page.goto("/budgets");
  await page.getByRole("button", { name: "New budget" }).click();
  const form = page.getByRole("form", { name: "New budget" });
  await form.getByRole("button", { name: "Add budget" }).click();
  await expect(form.getByLabel("Name")).toHaveAccessibleDescription(/Required/);

  await form.getByLabel("Name").fill(team);
  await form.getByLabel("Of", { exact: true }).selectOption("team");
  await form.getByLabel("Which one").fill(team);
  await form.getByLabel("Amount").fill("-5");
  await form.getByLabel("Alert at % spent").fill("80, 80");
  await form.getByLabel("Time zone").fill("Mars/Base");
  await form.getByRole("button", { name: "Add budget" }).click();
  await expect(form.getByLabel("Amount")).toHaveAccessibleDescription(/more than 0/);
  await expect(form.getByLabel("Alert at % spent")).toHaveAccessibleDescription(/twice/);
  await expect(form.getByLabel("Time zone")).toHaveAccessibleDescription(/IANA/);

  await form.getByLabel("Amount").fill("1,000");
  await form.getByLabel("Alert at % spent").fill("0.01, 80");
  await form.getByLabel("Time zone").fill("Asia/Shanghai");
  await form.getByRole("button", { name: "Add budget" }).click();
  const card = page.getByRole("listitem").filter({ hasText: team });
  await expect(card).toContainText("$1,000.00");
  await expect(card).toContainText("used");
  await expect(card.getByRole("img")).toHaveAccessibleName(/of \$1,000\.00 spent/);

  await card.getByRole("link", { name: team }).click();
  await expect(page).toHaveURL(/budget=\d+/);
  const burnDown = page.getByRole("region", { name: `Burn-down of ${team}` });
  await expect(burnDown.getByRole("img", { name: `Burn-down of ${team}` })).toBeVisible();
  const alerts = page.getByRole("region", { name: "Thresholds reached", exact: true });
  await expect
    .poll(
      async () => {
        await page.reload();
        return alerts.getByText("0.01 % spent").count();
      },
      { timeout: 100_000, intervals: [5_000] },
    )
    .toBe(1);

  await card.getByRole("button", { name: `Edit ${team}` }).click();
  const edit = page.getByRole("form", { name: "Edit budget" });
  await expect(edit.getByLabel("Name")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(edit).toBeHidden();
  await card.getByRole("button", { name: `Edit ${team}` }).click();
  await edit.getByLabel("Amount").fill("2000");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Go on editing" }).click();
  await expect(edit.getByLabel("Amount")).toHaveValue("2000");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(card).toContainText("$2,000.00");

  await card.getByRole("button", { name: `Delete ${team}` }).click();
  await expect(page.getByText(`Deleted ${team}.`)).toBeVisible();
  await expect(card).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(card).toContainText("$2,000.00");

  const csv = await page.request.get("/api/v1/budgets?format=csv");
  expect(await csv.text()).toContain(`,team,${team},`);
});

test("an edit made on an old version shows what is different, and what was typed stays", async ({
  page,
  router,
  signIn,
}) => {
  test.setTimeout(60_000);
  const name = uniqueName("stale");
  const { id } = await (await router.post("/api/v1/budgets", { data: { name, amount: 100 } })).json();
  await signIn("admin");
  await page.goto(`/budgets?budget=${id}`);
  const card = page.getByRole("listitem").filter({ hasText: name });
  await card.getByRole("button", { name: `Edit ${name}` }).click();
  const form = page.getByRole("form", { name: "Edit budget" });
  await form.getByLabel("Owner").fill("ada@example.com");
  const other = await router.patch(`/api/v1/budgets/${id}`, { headers: { "if-match": '"1"' }, data: { amount: 300 } });
  expect(other.status()).toBe(200);

  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByRole("alert")).toContainText("Amount: 100 → 300");
  await expect(form.getByLabel("Owner")).toHaveValue("ada@example.com");
  await form.getByRole("button", { name: "Load their version" }).click();
  await expect(form.getByLabel("Amount")).toHaveValue("300");
  await form.getByLabel("Owner").fill("ada@example.com");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(card).toContainText("ada@example.com");
  expect(await (await router.get(`/api/v1/budgets/${id}`)).json()).toMatchObject({ amount: "300", version: 3 });
});

test("a viewer sees budgets and can change none, on the screen or over HTTP", async ({ page, router, signIn }) => {
  const name = uniqueName("seen");
  const { id } = await (await router.post("/api/v1/budgets", { data: { name, amount: 100 } })).json();
  await signIn("viewer");
  await page.goto(`/budgets?budget=${id}`);
  const card = page.getByRole("listitem").filter({ hasText: name });
  await expect(card).toBeVisible();
  await expect(page.getByText("finance and admins can change them")).toBeVisible();
  await expect(page.getByRole("button", { name: "New budget" })).toHaveCount(0);
  await expect(card.getByRole("button")).toHaveCount(0);
  const answers = [
    await page.request.post("/api/v1/budgets", { data: { name: "x", amount: 1 } }),
    await page.request.patch(`/api/v1/budgets/${id}`, { headers: { "if-match": '"1"' }, data: { amount: 1 } }),
    await page.request.delete(`/api/v1/budgets/${id}`, { headers: { "if-match": '"1"' } }),
  ];
  expect(answers.map((answer) => answer.status())).toEqual([403, 403, 403]);
  await page.goto("/budgets?budget=999999");
  await expect(page.getByText("There is no such budget")).toBeVisible();
});
