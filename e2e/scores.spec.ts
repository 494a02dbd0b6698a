import { writeFile } from "node:fs/promises";
import { scoresSchema } from "@/lib/contract/scores";
import { expect, logRecord, test, uniqueName } from "./fixtures";

test("an admin imports a CSV of scores, sees which rows are none and why, and their means are counted", async ({
  page,
  router,
  signIn,
}, info) => {
  const model = uniqueName("scored");
  const logs = Array.from({ length: 12 }, () => logRecord({ model }));
  await router.post("/api/v1/logs", { data: logs });
  const lines = logs.map(({ id, started_at }) => `file-${id},${id},judge,helpful,0.75,${started_at}`);
  const path = info.outputPath("judge.csv");
  const bad = `bad-${model},${logs[0]?.id},judge,helpful,good,`;
  await writeFile(path, ["id,attempt_id,evaluator,metric,value,at", ...lines, bad].join("\n"));

  await signIn("admin");
  await page.goto("/ingest");
  const panel = page.getByRole("region", { name: "Import scores" });
  await panel.getByLabel("File of scores").setInputFiles(path);
  await expect(panel).toContainText("13 rows: 12 are scores, 1 would be rejected.");
  await expect(panel).toContainText("Line 14, value: Must be a number, not text");
  await panel.getByRole("button", { name: "Import judge.csv" }).click();
  await expect(panel).toContainText("Imported: 12 stored, 0 known already, 1 rejected.");

  const countFound = async () => {
    const answer = await page.request.get("/api/v1/scores", { params: { window: "24h" } });
    const { rows } = scoresSchema.parse(await answer.json());
    return rows.find((row) => row.model === model)?.n;
  };
  await expect.poll(countFound).toBe(12);

  await panel.getByLabel("File of scores").setInputFiles([]);
  await panel.getByLabel("File of scores").setInputFiles(path);
  await panel.getByRole("button", { name: "Import judge.csv" }).click();
  await expect(panel).toContainText("Imported: 0 stored, 12 known already, 1 rejected.");
  await page.goto("/access");
  await expect(page.getByRole("row").filter({ hasText: "score.import" }).first()).toContainText("judge.csv");
});

test("a viewer imports no scores", async ({ page, signIn }) => {
  await signIn("viewer");
  await page.goto("/ingest");
  await expect(page.getByRole("region", { name: "Sources" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Import scores" })).toHaveCount(0);
});
