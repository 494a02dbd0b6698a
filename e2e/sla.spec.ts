import AxeBuilder from "@axe-core/playwright";
import { expect, logRecord, test, uniqueName } from "./fixtures";

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

test("an admin sets a target and an exclusion, and sees what they do to a model that failed", async ({
  page,
  router,
  signIn,
}) => {
  const model = uniqueName("sla-model");
  const failed = Array.from({ length: 6 }, () => logRecord({ model, outcome: "timeout", started_at: minutesAgo(90) }));
  const fine = Array.from({ length: 94 }, () => logRecord({ model, started_at: minutesAgo(30) }));
  await router.post("/api/v1/logs", { data: [...failed, ...fine] });
  await signIn("admin");
  await page.goto(`/sla?model=${model}&tz=UTC`);
  const table = page.getByRole("region", { name: "SLA by model and region, as a table" });
  await expect(table).toContainText("6 failed, 0.1 allowed: 5.9 over");
  await expect(table).toContainText("missed");

  await page.getByRole("button", { name: "New target" }).click();
  const form = page.getByRole("form", { name: "New target" });
  await form.getByLabel("Model").fill(model);
  await form.getByLabel("Availability (%)").fill("101");
  await form.getByRole("button", { name: "Add target" }).click();
  await expect(form.getByLabel("Availability (%)")).toHaveAccessibleDescription(/at most 100/);
  await form.getByLabel("Availability (%)").fill("100");
  await expect(form).toContainText("every failure is a miss");
  await form.getByRole("button", { name: "Add target" }).click();
  await expect(form).toBeHidden();
  await expect(table).toContainText("6 failed, none allowed: 6 over");

  await page.getByRole("button", { name: `Edit model ${model}` }).click();
  const edit = page.getByRole("form", { name: "Edit target" });
  await edit.getByLabel("Availability (%)").fill("90");
  await edit.getByRole("button", { name: "Save" }).click();
  await expect(table).toContainText("6 failed, 10 allowed: 4 left");

  const days = table.getByRole("listbox").first();
  await days.focus();
  const last = await days.getAttribute("aria-activedescendant");
  await page.keyboard.press("ArrowLeft");
  await expect(days).not.toHaveAttribute("aria-activedescendant", last ?? "");
  await expect(page.getByText(/^20\d\d-\d\d-\d\d: /).last()).toBeVisible();
  await page.keyboard.press("Escape");

  const incidents = page.getByRole("region", { name: "Incidents in the window, as a table" });
  await expect(incidents.getByRole("link", { name: "6" })).toHaveAttribute("href", new RegExp(`/attempts.*${model}`));

  await page.getByRole("button", { name: "New exclusion" }).click();
  const exclusion = page.getByRole("form", { name: "New exclusion" });
  await exclusion.getByRole("button", { name: "Add exclusion" }).click();
  await expect(exclusion.getByLabel("Signed off by")).toHaveAccessibleDescription(/Required/);
  await exclusion.getByLabel("Model").fill(model);
  await exclusion.getByLabel("From").fill(minutesAgo(100).slice(0, 16));
  await exclusion.getByLabel("To (not included)").fill(minutesAgo(80).slice(0, 16));
  await exclusion.getByLabel("Note").fill("Announced by the vendor");
  await exclusion.getByLabel("Signed off by").fill("Ada Lovelace");
  await exclusion.getByRole("button", { name: "Add exclusion" }).click();
  await expect(table).toContainText("with 6 excluded");
  await expect(table).toContainText("0 failed, 9.4 allowed: 9.4 left");
  await expect(incidents).toContainText("excluded");

  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);

  await page.getByRole("button", { name: `Withdraw ${model}` }).click();
  await expect(table).toContainText("6 failed, 10 allowed: 4 left");
  await page.getByRole("button", { name: `Delete model ${model}` }).click();
  await expect(table).toContainText("6 failed, 0.1 allowed: 5.9 over");
});

test("an edit made on an old version shows what is different, and what was typed stays", async ({
  page,
  router,
  signIn,
}) => {
  const team = uniqueName("team");
  const created = await router.post("/api/v1/targets", { data: { team, availability_percent: 99 } });
  const { id } = await created.json();
  await signIn("admin");
  await page.goto("/sla");
  await page.getByRole("button", { name: `Edit team ${team}` }).click();
  const form = page.getByRole("form", { name: "Edit target" });
  await form.getByLabel("TTFT p99 (ms)").fill("900");
  const other = { headers: { "if-match": '"1"' }, data: { availability_percent: 98 } };
  expect((await router.patch(`/api/v1/targets/${id}`, other)).status()).toBe(200);

  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByRole("alert")).toContainText("Availability (%): 99 → 98");
  await expect(form.getByLabel("TTFT p99 (ms)")).toHaveValue("900");
  await form.getByRole("button", { name: "Load their version" }).click();
  await expect(form.getByLabel("Availability (%)")).toHaveValue("98");
});

test("a viewer sees targets, changes none, and takes the vendor's report away", async ({ page, router, signIn }) => {
  const model = uniqueName("reported");
  const provider = uniqueName("vendor");
  await router.post("/api/v1/logs", { data: [logRecord({ model, provider }), logRecord({ model })] });
  await signIn("viewer");
  await page.goto("/sla");
  await expect(page.getByRole("heading", { name: "Targets", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "New target" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "New exclusion" })).toHaveCount(0);
  const refused = await page.request.post("/api/v1/targets", { data: { availability_percent: 99 } });
  expect(refused.status()).toBe(403);

  const month = new Date().toISOString().slice(0, 7);
  await page.goto(`/sla/report?month=${month}&provider=${provider}&tz=UTC`);
  await expect(page.getByText(`${month} is not over in UTC`)).toBeVisible();
  await expect(page.getByRole("region", { name: "SLA by model and region, as a table" })).toContainText(model);
  const csv = await page.request.get(`/api/v1/sla-report?month=${month}&provider=${provider}&format=csv`);
  const lines = (await csv.text()).trim().split("\r\n");
  expect(lines[0]).toContain("month,tz,month_is_over,provider,model,region,day,target_percent");
  expect(lines.slice(1).every((line) => line.includes(`,${provider},${model},`))).toBe(true);
});
