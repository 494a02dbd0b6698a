import { writeFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, uniqueName } from "./fixtures";

const listOf = (models: Record<string, object>) =>
  JSON.stringify({ sample_spec: { input_cost_per_token: 0, litellm_provider: "one of these" }, ...models });
const entry = (input: number, output: number, fields: object = {}) => ({
  ...{ litellm_provider: "novita", mode: "chat", input_cost_per_token: input, output_cost_per_token: output },
  ...fields,
});

test("finance imports a list, sees what it changes, decides, and finds the versions", async ({
  page,
  router,
  signIn,
}, info) => {
  const [plain, slip, broken, free] = ["plain", "slip", "broken", "free"].map((name) => uniqueName(name));
  const path = info.outputPath("prices.json");
  await writeFile(
    path,
    listOf({
      [`novita/${plain}`]: entry(3e-7, 1.2e-6, { cache_read_input_token_cost: 3.625e-9, input_cost_per_image: 0.001 }),
      [`novita/${slip}`]: entry(8e-4, 9e-4),
      [`novita/${broken}`]: entry(-1, 1e-6),
      [`novita/${free}`]: entry(0, 0),
    }),
  );
  await router.post("/api/v1/prices", {
    data: {
      ...{ provider: "novita", model: plain, source: "by phone", reason: "first", valid_from: "2026-01-01T00:00:00Z" },
      rates: { input: "0.2", output: "1.2" },
    },
  });
  await signIn("finance");
  await page.goto("/prices/import");
  await page.getByRole("radio", { name: "LiteLLM" }).check();
  const look = page.getByRole("button", { name: "Show what would change" });
  await expect(look).toBeDisabled();
  await page.getByLabel("File").setInputFiles(path);
  await page.getByRole("combobox", { name: "Models" }).selectOption("all");
  await look.click();

  const diff = page.getByRole("region", { name: "What would change", exact: true });
  await expect(diff).toContainText("Must not be negative");
  const apply = page.getByRole("region", { name: "Import", exact: true });
  await expect(apply.getByRole("button", { name: /^Import/ })).toBeDisabled();
  await expect(apply).toContainText("3 rows wait for you");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await diff.getByRole("button", { name: "Leave out all refused rows" }).click();
  await diff.getByRole("radio", { name: /^To confirm/ }).check();
  await expect(diff).toContainText("replaces what");
  await expect(diff).toContainText("$0.2 → $0.3 +50.0 %");
  await expect(diff).toContainText("more than $700 for a million tokens");
  await diff.getByRole("checkbox", { name: `Confirm novita/${plain}` }).check();
  await diff.getByRole("checkbox", { name: `Import novita/${slip}` }).uncheck();
  await diff.getByRole("radio", { name: /^No price/ }).check();
  await expect(diff).toContainText("free, or not known");
  await diff.getByRole("radio", { name: /^All/ }).check();
  await diff.getByLabel("Search").fill("not such a row");
  await expect(diff).toContainText("No such row");
  await diff.getByLabel("Search").fill(plain ?? "");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    diff.getByRole("button", { name: "Download What would change as CSV" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("switchyard-what-would-change.csv");

  await apply.getByLabel("Reason").fill("autumn list");
  await apply.getByRole("button", { name: "Import 1 price from now on" }).click();
  await expect(page.getByRole("status")).toContainText("1 price valid from");
  await expect(page.getByRole("link", { name: "See the prices" })).toHaveAttribute("href", "/prices");
  const { prices } = await (
    await router.get("/api/v1/prices", { params: { provider: "novita", model: plain ?? "" } })
  ).json();
  expect(prices).toMatchObject([
    { rates: { input: "0.2" }, valid_to: expect.any(String) },
    { rates: { input: "0.3", cached_input: "0.003625" }, valid_to: null, reason: "autumn list", source: "litellm" },
  ]);

  await page.getByLabel("File").setInputFiles(path);
  await look.click();
  await diff.getByRole("radio", { name: /^Unchanged 1/ }).check();
  await expect(diff).toContainText(plain ?? "");
});

test("whoever looked before somebody else's import sees the new difference, and nothing of theirs is stored", async ({
  page,
  router,
  signIn,
}, info) => {
  const model = uniqueName("raced");
  const path = info.outputPath("raced.csv");
  await writeFile(path, `provider,model,currency,unit,input,output\nnovita,${model},USD,1M tokens,0.5,2\n`);
  await signIn("admin");
  await page.goto("/prices/import");
  await page.getByRole("radio", { name: "CSV" }).check();
  await page.getByLabel("File").setInputFiles(path);
  await page.getByRole("combobox", { name: "Models" }).selectOption("all");
  await page.getByRole("button", { name: "Show what would change" }).click();
  const diff = page.getByRole("region", { name: "What would change", exact: true });
  await expect(diff).toContainText("$0.5");
  await router.post("/api/v1/prices", {
    data: {
      ...{ provider: "novita", model, source: "by phone", reason: "first", valid_from: "2026-01-01T00:00:00Z" },
      rates: { input: "0.4", output: "2" },
    },
  });

  await page.getByRole("button", { name: "Import 1 price from now on" }).click();

  await expect(page.getByRole("region", { name: "Import", exact: true }).getByRole("alert").first()).toContainText(
    "The prices have changed since you looked",
  );
  await expect(diff).toContainText("$0.4 → $0.5 +25.0 %");
  const { prices } = await (await router.get("/api/v1/prices", { params: { provider: "novita", model } })).json();
  expect(prices).toHaveLength(1);
});

test("a file that is no list is refused where it was chosen; the built-in list needs none", async ({
  page,
  signIn,
}, info) => {
  const path = info.outputPath("cut.json");
  await writeFile(path, '{"gpt-4o": {"input_cost');
  await signIn("finance");
  await page.goto("/prices/import");
  await page.getByRole("radio", { name: "OpenRouter" }).check();
  await page.getByLabel("File").setInputFiles(path);
  await page.getByRole("button", { name: "Show what would change" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "cut short" })).toBeVisible();

  await page.getByRole("radio", { name: "Built-in list" }).check();
  await page.getByRole("button", { name: "Show what would change" }).click();
  await expect(page.getByRole("region", { name: "What would change", exact: true })).toBeVisible();
});

test("a viewer reads who imports prices, and is refused over HTTP", async ({ page, signIn }) => {
  await signIn("viewer");
  await page.goto("/prices/import");
  await expect(page.getByText("Only finance and admins import prices")).toBeVisible();
  await expect(page.getByRole("button", { name: "Show what would change" })).toHaveCount(0);
  const refused = await page.request.post("/api/v1/prices/import", { data: { format: "genai-prices" } });
  expect(refused.status()).toBe(403);
  const csv = await page.request.get("/api/v1/prices.csv");
  expect(await csv.text()).toContain("provider,model,standing");
});
