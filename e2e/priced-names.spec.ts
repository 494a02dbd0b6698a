import { HOUR_MS } from "@/lib/domain/time/units";
import { expect, logRecord, test, uniqueName } from "./fixtures";
import { at, priceOf } from "./price-of";

test("a usage is tried line by line, and its address brings the same without what was pasted around it", async ({
  page,
  router,
  signIn,
}) => {
  const model = uniqueName("tried");
  await router.post("/api/v1/prices", {
    data: priceOf(model, { rates: { input: "1", cached_input: "0.1", output: "4" } }),
  });
  await signIn("viewer");
  await page.goto("/prices");
  const box = page.getByRole("form", { name: "Try a price" });
  await box.getByLabel("Usage", { exact: true }).fill("{ nonsense");
  await box.getByRole("button", { name: "Try it" }).click();
  await expect(box.getByText(/usage: Is no JSON/)).toBeVisible();

  const usage = {
    prompt_tokens: 1_000_000,
    prompt_tokens_details: { cached_tokens: 400_000 },
    completion_tokens: 1_000_000,
  };
  await box.getByLabel("Usage", { exact: true }).fill(JSON.stringify({ model, choices: ["a secret answer"], usage }));
  await expect(box.getByLabel("Model", { exact: true })).toHaveValue(model);
  await box.getByLabel("Provider", { exact: true }).fill("house");
  await box.getByRole("button", { name: "Try it" }).click();
  const result = page.getByRole("region", { name: "Result" });
  // 600,000 × 1 + 400,000 × 0.1 + 1,000,000 × 4.
  await expect(result.getByText("Cost $4.64", { exact: true })).toBeVisible();
  await expect(result.getByRole("row", { name: /cached input/ })).toContainText("$0.04");
  await expect(page).toHaveURL(/test=/);
  expect(page.url()).not.toContain("secret");

  await page.goto(page.url());
  await expect(result.getByText("Cost $4.64", { exact: true })).toBeVisible();
  await box.getByLabel("Usage", { exact: true }).fill('{"input_tokens": -1}');
  await box.getByRole("button", { name: "Try it" }).click();
  await expect(box.getByText(/usage\.input_tokens/)).toBeVisible();
});

test("a name that traffic uses is priced as another model, and new attempts have a cost", async ({
  page,
  router,
  signIn,
}) => {
  const [origin, name] = [uniqueName("origin"), uniqueName("unpriced")];
  await router.post("/api/v1/prices", { data: priceOf(origin, { valid_from: at(-48 * HOUR_MS) }) });
  const record = { model: name, provider: "house", input_tokens: 1_000_000, output_tokens: 0 };
  await router.post("/api/v1/logs", { data: [logRecord(record)] });
  await signIn("finance");
  await page.goto("/prices");
  await page.getByRole("button", { name: `Price house/${name} as another model` }).click();
  const form = page.getByRole("form", { name: `Price house/${name} as another model` });
  await form.getByLabel("Price it as", { exact: true }).fill("nowhere");
  await form.getByRole("button", { name: "Price it so" }).click();
  await expect(form.getByLabel("Price it as", { exact: true })).toHaveAccessibleDescription(/provider and a model/i);
  await form.getByLabel("Price it as", { exact: true }).fill(`house/${origin}`);
  await expect(form.getByLabel("Reason", { exact: true })).toHaveValue(
    `house/${name} is the same model as house/${origin}`,
  );
  await form.getByRole("button", { name: "Price it so" }).click();
  await expect(page.getByText(`house/${name} is priced as house/${origin}.`)).toBeVisible();

  await expect
    .poll(
      async () => {
        await router.post("/api/v1/logs", { data: [logRecord(record)] });
        const { requests } = await (await router.get(`/api/v1/requests?model=${name}&limit=1`)).json();
        return requests[0]?.cost_usd;
      },
      { timeout: 60_000, intervals: [5_000] },
    )
    .toBe("1");
});

test("a model is added to the catalogue with its retirement, and its page says so", async ({ page, signIn }) => {
  const model = uniqueName("added");
  await signIn("finance");
  await page.goto("/prices");
  const panel = page.getByRole("region", { name: "Model catalogue", exact: true });
  await expect(panel.getByRole("row", { name: /gpt-4o openai/ })).toContainText("2027-01-14");
  await panel.getByRole("button", { name: "Add a model" }).click();
  const form = page.getByRole("form", { name: "Add a model" });
  await form.getByLabel("Provider", { exact: true }).fill("house");
  await form.getByLabel("Model", { exact: true }).fill(model);
  await form.getByLabel("Context window (tokens)", { exact: true }).fill("many");
  await form.getByRole("button", { name: "Add model" }).click();
  await expect(form.getByLabel("Context window (tokens)", { exact: true })).toHaveAccessibleDescription(/whole number/);
  await form.getByLabel("Context window (tokens)", { exact: true }).fill("64,000");
  await form.getByLabel("Retires on", { exact: true }).fill("2027-03-01");
  await form.getByLabel("Reason", { exact: true }).fill("new model");
  await form.getByLabel("vision", { exact: true }).check();
  await form.getByRole("button", { name: "Add model" }).click();
  await expect(panel.getByRole("row", { name: new RegExp(model) })).toContainText("2027-03-01");

  await panel.getByRole("button", { name: `Change house/${model}` }).click();
  const change = page.getByRole("form", { name: `Change house/${model}` });
  await change.getByLabel("Retires on", { exact: true }).fill("2027-06-01");
  await change.getByLabel("Reason", { exact: true }).fill("postponed");
  await change.getByRole("button", { name: "Save" }).click();
  await expect(panel.getByRole("row", { name: new RegExp(model) })).toContainText("2027-06-01");
  await panel.getByRole("link", { name: model }).click();
  await expect(page.getByText("text, vision · 64.0k tokens of context")).toBeVisible();
  await expect(page.getByText(/^Retires at house .* 2027-06-01 is the first day without it\./)).toBeVisible();
});

test("a rate is added for days without one, and a gap is refused at its field", async ({ page, signIn }) => {
  await signIn("finance");
  await page.goto("/prices");
  const form = page.getByRole("form", { name: "Add a rate" });
  const fill = async (day: string, to: string, rate: string) => {
    await form.getByLabel("Currency", { exact: true }).fill("CLP");
    await form.getByLabel("Day (UTC)", { exact: true }).fill(day);
    await form.getByLabel("Last day", { exact: true }).fill(to);
    await form.getByLabel("For a dollar", { exact: true }).fill(rate);
    await form.getByLabel("Source", { exact: true }).fill("central bank");
    await form.getByRole("button", { name: "Add the rate" }).click();
  };
  await fill("2026-11-02", "2026-11-04", "940.5");
  const table = page.getByRole("table", { name: "Exchange rates" });
  await expect(table.getByRole("row", { name: /2026-11-04 CLP/ })).toContainText("940.5");
  await fill("2026-11-07", "", "941");
  await expect(form.getByLabel("Day (UTC)", { exact: true })).toHaveAccessibleDescription(/Leaves the days/);
});
