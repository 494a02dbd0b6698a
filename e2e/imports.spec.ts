import { writeFile } from "node:fs/promises";
import { DAY_MS, HOUR_SECONDS } from "@/lib/domain/time/units";
import { expect, test, uniqueName } from "./fixtures";

test("a file of history is mapped, imported with progress, and found again", async ({ page, signIn, router }, info) => {
  const model = uniqueName("history");
  const day = new Date(Date.now() - 90 * DAY_MS).toISOString().slice(0, 10);
  const rows = Array.from({ length: 30_000 }, (_, n) => {
    const second = `${String(Math.floor(n / HOUR_SECONDS) + 1).padStart(2, "0")}:${String(Math.floor(n / 60) % 60).padStart(2, "0")}:${String(n % 60).padStart(2, "0")}`;
    return `${day} ${second},${model},${(0.5 + (n % 10) / 10).toFixed(1)},${n % 50},"a ""comment""\nof two lines"`;
  });
  const path = info.outputPath("history.csv");
  await writeFile(path, `timestamp,model_name,latency_s,completion_tokens,comment\n${rows.join("\n")}\n`);

  await signIn("admin");
  await page.goto("/ingest");
  const panel = page.getByRole("region", { name: "Import a file" });
  await panel.getByLabel("File").setInputFiles(path);
  await expect(panel.getByLabel("Column for duration_ms")).toHaveValue("latency_s");
  await expect(panel.getByLabel("Factor for duration_ms")).toHaveValue("1000");
  await expect(panel).toContainText("started_at names no zone");
  const zone = panel.getByLabel("Time zone for times without one");
  await zone.pressSequentially("Asia/Sh");
  await expect(panel).toContainText("Must be an IANA zone");
  await expect(panel.getByRole("button", { name: "Import history.csv" })).toBeDisabled();
  await expect(zone).toBeFocused();
  await zone.fill("UTC");
  await expect(panel).toContainText(`model ${model}`);
  await expect(panel).toContainText("duration_ms 500");
  await panel.getByRole("button", { name: "Import history.csv" }).click();
  await expect(panel.getByText("30,000 stored")).toBeVisible({ timeout: 60_000 });

  await panel.getByRole("button", { name: "Import history.csv" }).click();
  await expect(panel).toContainText("This file was imported before: 30,000 stored", { timeout: 20_000 });
  const { imports } = await (await router.get("/api/v1/imports")).json();
  // Others import at the same time.
  const newest = imports.find((run: { file_name: string }) => run.file_name === "history.csv");
  expect(newest).toMatchObject({ rows_done: 30_000, accepted: 30_000, rejected: 0 });
  const stats = await router.get("/api/v1/stats/models", {
    params: { from: `${day}T00:00:00Z`, to: `${day}T23:59:00Z`, model },
  });
  expect((await stats.json()).models).toMatchObject([{ model, attempts: 30_000 }]);

  await zone.fill("Asia/Shanghai");
  await panel.getByRole("button", { name: "Import history.csv" }).click();
  await expect(panel).toContainText("imported under another mapping before, which stored 30,000 rows", {
    timeout: 20_000,
  });
  await expect(panel.getByRole("button", { name: "Import anyway" })).toBeVisible();
  const after = await (await router.get("/api/v1/imports")).json();
  const ofFile = after.imports.filter((run: { file_name: string }) => run.file_name === "history.csv");
  expect(ofFile).toHaveLength(1);
});

test("an import goes on while other pages are looked at, and is told apart when it stored nothing", async ({
  page,
  signIn,
}, info) => {
  const row = {
    model: uniqueName("bulk"),
    duration_ms: 5,
    started_at: "2026-01-05T00:00:00Z",
    filler: "x".repeat(3_000),
  };
  const path = info.outputPath("bulk.jsonl");
  await writeFile(path, Array.from({ length: 2_000 }, () => `${JSON.stringify(row)}\n`).join(""));

  await signIn("admin");
  await page.goto("/ingest");
  const panel = page.getByRole("region", { name: "Import a file" });
  await panel.getByLabel("File").setInputFiles(path);
  // The suggested outcome is taken away, so that every row is refused.
  await panel.getByRole("button", { name: "Remove outcome" }).click();
  await expect(panel).toContainText("outcome and http_status are missing");
  await expect(panel).not.toContainText("--");
  await panel.getByRole("button", { name: "Import bulk.jsonl" }).click();
  await page.getByRole("link", { name: "Spend", exact: true }).first().click();
  await expect(page).toHaveURL(/\/spend/);
  await page.goBack();
  await expect(panel).toContainText("Nothing was stored: 0 stored, 0 known already, 2,000 rejected", {
    timeout: 60_000,
  });
  await expect(panel.getByRole("row").filter({ hasText: "bulk.jsonl" })).toContainText("all rejected");
});

test("a stopped import goes on under its own mapping after a reload, and the next file starts with none", async ({
  page,
  signIn,
}, info) => {
  const model = uniqueName("stopped");
  const rows = Array.from({ length: 24_000 }, () => `2026-01-05 00:00:00,${model},0.5,${"x".repeat(2_000)}\n`);
  const path = info.outputPath("stopped.csv");
  await writeFile(path, `timestamp,model_name,latency_s,filler\n${rows.join("")}`);
  const next = info.outputPath("next.csv");
  await writeFile(next, "timestamp,model_name,latency_s\n");

  await signIn("admin");
  await page.goto("/ingest");
  const panel = page.getByRole("region", { name: "Import a file" });
  const zone = panel.getByLabel("Time zone for times without one");
  await panel.getByLabel("File").setInputFiles(path);
  await zone.fill("Asia/Shanghai");
  await panel.getByRole("button", { name: "Import stopped.csv" }).click();
  await expect(panel).toContainText(/[1-9][\d,]* rows done/);
  await panel.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(panel).toContainText("Importing the same file again continues from there.");
  await panel.getByLabel("File").setInputFiles(next);
  await expect(panel).toContainText("The file has no rows.");
  await expect(panel.getByRole("button", { name: "Import next.csv" })).toBeDisabled();
  await expect(zone).toHaveCount(0);

  await page.reload();
  await expect(panel.getByRole("row").filter({ hasText: "stopped.csv" })).toContainText("Asia/Shanghai");
  await panel.getByLabel("File").setInputFiles(path);
  await expect(panel).toContainText("An import of this file was interrupted after");
  await expect(zone).toHaveValue("Asia/Shanghai");
  await panel.getByRole("button", { name: "Import stopped.csv" }).click();
  await expect(panel.getByText("24,000 stored")).toBeVisible({ timeout: 60_000 });
});
