import { startProvider } from "@/lib/simulated-provider/start-provider";
import { expect, test, uniqueName } from "./fixtures";

const KEY = "sk-simulated-0123456789abcdef";
const PATH = "/router";

test("an admin adds an upstream, tests it, corrects it and deletes it", async ({ page, signIn }) => {
  const provider = await startProvider({ apiKey: KEY });
  const name = uniqueName("simulated");
  await signIn("admin");
  await page.goto(PATH);
  await expect(page.getByText("/v1/chat/completions")).toBeVisible();
  await page.getByRole("button", { name: "New upstream" }).click();
  const form = page.getByRole("form", { name: "New upstream" });
  await form.getByLabel("Name", { exact: true }).fill(name);
  await form.getByLabel("Base URL").fill("http://169.254.169.254/v1");
  await form.getByLabel("Provider").fill("simulated");
  await form.getByLabel("Region").fill("us-east-1");
  await form.getByLabel("Models").fill("deepseek-v4-flash = no-such-model");
  await form.getByLabel("Variable with the key").fill("SWITCHYARD_SECRET");
  await form.getByRole("button", { name: "Add upstream" }).click();
  await expect(form).toContainText("Must begin with SWITCHYARD_UPSTREAM_KEY_");
  await form.getByLabel("Variable with the key").fill("SWITCHYARD_UPSTREAM_KEY_SIMULATED");
  await form.getByRole("button", { name: "Add upstream" }).click();
  await expect(form).toContainText("leads to the internal address 169.254.169.254");
  await form.getByLabel("Base URL").fill(`${provider.url}/v1`);
  await form.getByRole("button", { name: "Add upstream" }).click();
  await expect(form).toBeHidden();

  const row = page.getByRole("region", { name: "Upstreams" }).getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("In rotation");
  await expect(row).toContainText("Not tested yet");
  await row.getByRole("button", { name: `Test ${name}` }).click();
  await expect(row).toContainText("It does not know no-such-model");

  await row.getByRole("button", { name: `Edit ${name}` }).click();
  const edit = page.getByRole("form", { name: "Edit upstream" });
  await edit.getByLabel("Models").fill("deepseek-v4-flash");
  await edit.getByRole("button", { name: "Save" }).click();
  await expect(edit).toBeHidden();
  await row.getByRole("button", { name: `Test ${name}` }).click();
  await expect(row).toContainText("It answered: address, key and models are right");
  await row.getByRole("button", { name: `Switch off ${name}` }).click();
  await expect(row).toContainText("Off");

  await row.getByRole("button", { name: `Delete ${name}` }).click();
  const doomed = page.getByRole("form", { name: "Delete upstream" });
  await expect(doomed.getByRole("button", { name: "Delete" })).toBeDisabled();
  await doomed.getByLabel(`Type ${name} to delete it`).fill(name);
  await doomed.getByRole("button", { name: "Delete" }).click();
  await expect(row).toHaveCount(0);
  await provider.close();
});

test("whoever edits what a colleague changed sees what, and keeps what they typed; a missing key is said", async ({
  page,
  router,
  signIn,
}) => {
  const name = uniqueName("shared");
  const body = { name, shape: "openai", base_url: "https://1.1.1.1/v1", provider: "one", region: "eu" };
  const models = [{ model: "glm-5", asked: "glm-5" }];
  const added = await (await router.post("/api/v1/upstreams", { data: { ...body, models } })).json();
  await signIn("admin");
  await page.goto(PATH);
  const row = page.getByRole("region", { name: "Upstreams" }).getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("Key missing");
  await expect(row).toContainText("No key was given.");
  await row.getByRole("button", { name: `Edit ${name}` }).click();
  const edit = page.getByRole("form", { name: "Edit upstream" });
  await edit.getByLabel("Calls at once").fill("8");
  const headers = { "if-match": '"1"' };
  await router.patch(`/api/v1/upstreams/${added.id}`, { data: { region: "ap-east-1" }, headers });
  await edit.getByRole("button", { name: "Save" }).click();
  await expect(edit.getByRole("alert")).toContainText("Region: eu → ap-east-1");
  await expect(edit.getByLabel("Calls at once")).toHaveValue("8");
  await edit.getByRole("button", { name: "Load their version" }).click();
  await expect(edit.getByLabel("Region")).toHaveValue("ap-east-1");
  await edit.getByRole("button", { name: "Cancel" }).click();
  await router.delete(`/api/v1/upstreams/${added.id}`, { headers: { "if-match": '"2"' } });
});

test("a viewer reads the upstreams and changes none", async ({ page, signIn }) => {
  await signIn("viewer");
  await page.goto(PATH);
  await expect(page.getByText("You can read upstreams here; admins can change them.")).toBeVisible();
  await expect(page.getByRole("button", { name: "New upstream" })).toHaveCount(0);
});
