import { readFile } from "node:fs/promises";
import { DAY_MS } from "@/lib/domain/time/units";
import { expect, logRecord, test, uniqueName } from "./fixtures";

const PATH = "/ledger/reconciliation";
const csv = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
const yesterday = () => new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);

test("finance compares a bill, sees why it differs, joins a name, and accepts", async ({ page, router, signIn }) => {
  const provider = uniqueName("acme");
  const model = uniqueName("m");
  const day = yesterday();
  const price = { provider, model, rates: { input: "2", output: "8" }, source: "e2e", reason: "e2e" };
  const added = await router.post("/api/v1/prices", { data: { ...price, valid_from: "2026-01-01T00:00:00Z" } });
  expect([200, 201]).toContain(added.status());
  // The price counts for what is sent once ingest has read it: calls of today say when, and are no part of the bill's day.
  await expect
    .poll(
      async () => {
        await router.post("/api/v1/logs", { data: [logRecord({ provider, model })] });
        const { requests } = await (await router.get(`/api/v1/requests?window=24h&model=${model}`)).json();
        return requests[0]?.cost_usd ?? null;
      },
      { timeout: 90_000, intervals: [2_000] },
    )
    .not.toBeNull();
  const started_at = `${day}T12:00:00Z`;
  const records = Array.from({ length: 10 }, () =>
    logRecord({ provider, model, started_at, input_tokens: 100_000, output_tokens: 10_000 }),
  );
  expect((await router.post("/api/v1/logs", { data: records })).ok()).toBe(true);

  await signIn("finance");
  await page.goto(PATH);
  const form = page.getByRole("form", { name: "Compare a bill" });
  await form.getByLabel("Bill", { exact: true }).setInputFiles(csv("strange.csv", "Foo,Bar\n1,2\n"));
  await expect(form).toContainText("The columns are not understood: Foo, Bar.");
  await expect(form.getByRole("button", { name: "Compare" })).toBeDisabled();

  await form
    .getByLabel("Bill", { exact: true })
    .setInputFiles(csv("broken.csv", `day,model,cost\n${day},${model},much\n`));
  await form.getByLabel("Provider", { exact: true }).first().fill(provider);
  await expect(form).toContainText("Row 2: cost is no number");

  // 1 M in and 100 k out here: $2 and $0.80. Billed: 1.5 M in, the rest as here, and a credit.
  const bill = [
    "day,name,part,count,price,category",
    `${day},Big-${model},input,1500000,3,usage`,
    `${day},Big-${model},output,100000,0.80,usage`,
    `${day},,,,-0.5,credit`,
  ].join("\n");
  await form.getByLabel("Bill", { exact: true }).setInputFiles(csv(`${provider}.csv`, bill));
  const columns = form.getByRole("group", { name: "Columns" });
  await columns.getByLabel("Model").selectOption("name");
  await columns.getByLabel("Kind of tokens").selectOption("part");
  await expect(form).toContainText("1,600,000 tokens");
  await form.getByRole("button", { name: "Compare" }).click();

  const head = page.getByRole("region", { name: `${provider}.csv` });
  await expect(head.getByRole("region", { name: "The bill" })).toContainText("$3.30");
  await expect(head.getByRole("region", { name: "Counted here" })).toContainText("$2.80");
  await expect(head.getByRole("region", { name: "Difference", exact: true })).toContainText("+$0.50");

  const names = page.getByRole("region", { name: "Models that only the bill has" });
  await names.getByLabel(`Model here of Big-${model}`).fill(model);
  await names.getByRole("button", { name: "Remember and compare again" }).click();
  await expect(names).toHaveCount(0);
  const why = page.getByRole("list", { name: "The difference by reason" });
  await expect(why.getByRole("listitem").filter({ hasText: "Not sent through here" })).toContainText("+$1.00");
  await expect(why.getByRole("listitem").filter({ hasText: "Credits" })).toContainText("-$0.50");
  await expect(head.getByRole("region", { name: "Explained" })).toContainText(/100\.0.%/);

  const rows = page.getByRole("region", { name: "Every difference" });
  await rows.getByText("Equal", { exact: true }).first().click();
  await expect(rows.getByRole("row").filter({ hasText: "Output" })).toContainText("100,000 / 100,000");
  await expect(rows.getByRole("link", { name: model })).toHaveAttribute(
    "href",
    new RegExp(`/spend\\?.*model=${model}`),
  );
  const download = page.waitForEvent("download");
  await rows.getByRole("link", { name: "CSV of all rows" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  expect(text.trim().split("\r\n").at(-1)).toMatch(/^total,.*,3\.3,2\.8,0\.5,/);

  const sign = page.getByRole("region", { name: "Sign-off" });
  await sign.getByLabel("Note").fill("Agreed with the provider");
  await sign.getByRole("button", { name: "Accept" }).click();
  await expect(sign).toContainText("Accepted by");
  await expect(head.getByRole("button", { name: "Delete" })).toBeDisabled();

  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("a viewer reads reconciliations, and may add none", async ({ page, signIn }) => {
  await signIn("viewer");
  await page.goto(PATH);
  await expect(page.getByText("You can read reconciliations here")).toBeVisible();
  await expect(page.getByRole("form", { name: "Compare a bill" })).toHaveCount(0);
  const answer = await page.request.post("/api/v1/reconciliations?provider=acme", {
    data: "day,cost\n2026-03-01,1\n",
    headers: { "content-type": "text/csv", origin: new URL(page.url()).origin },
  });
  expect(answer.status()).toBe(403);
});
