import { writeFile } from "node:fs/promises";
import { DAY_MS } from "@/lib/domain/time/units";
import { expect, logRecord, test, uniqueName } from "./fixtures";

test("another tool's report is compared on the Spend page, and each difference named", async ({
  page,
  signIn,
  router,
}, info) => {
  const model = uniqueName("parity");
  const day = new Date(Date.now() - 2 * DAY_MS).toISOString().slice(0, 10);
  const records = Array.from({ length: 4 }, () =>
    logRecord({ model, provider: "acme", started_at: `${day}T12:00:00Z`, cached_input_tokens: 600 }),
  );
  expect((await router.post("/api/v1/logs", { data: records })).status()).toBe(200);
  const metrics = { api_requests: 4, prompt_tokens: 1_600, completion_tokens: 800 };
  const results = [{ date: day, metrics, breakdown: { models: { [model]: { metrics } } } }];
  const path = info.outputPath("activity.json");
  await writeFile(path, JSON.stringify({ results, metadata: {} }));

  await signIn("viewer");
  await page.goto("/spend");
  const panel = page.getByRole("region", { name: "Compare with another tool" });
  await panel.getByLabel("Its report is of").selectOption("litellm");
  await panel.getByLabel("Report", { exact: true }).setInputFiles(path);
  await panel.getByRole("button", { name: "Compare" }).click();

  const days = panel.getByRole("table", { name: "Days that differ" });
  await expect(days.getByRole("row", { name: new RegExp(model) })).toContainText("Its input leaves out what was read");
  await expect(days.getByRole("row", { name: new RegExp(model) })).toContainText("4,000 / 1,600");

  const saved = info.outputPath("saved.csv");
  await writeFile(saved, "<html>Sign in</html>");
  await panel.getByLabel("Report", { exact: true }).setInputFiles(saved);
  await panel.getByRole("button", { name: "Compare" }).click();
  await expect(panel).toContainText("The file is a web page");
});
