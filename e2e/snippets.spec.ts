import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { expect, test, uniqueName } from "./fixtures";
import { API_KEY } from "./server-settings";

const run = promisify(execFile);

/** What the Ingest page shows to set or to run for a source. */
async function shownFor(page: Page, source: string, label: string): Promise<string> {
  await page.goto(`/ingest?sender=${source}`);
  return (await page.getByRole("region", { name: `What to set for ${label}` }).textContent()) ?? "";
}

test("the command that is shown for curl stores a record as it stands", async ({ page, signIn, router }) => {
  await signIn("admin");
  const command = await shownFor(page, "curl", "curl");

  const { stdout } = await run("bash", ["-c", command], { env: { ...process.env, SWITCHYARD_API_KEY: API_KEY } });
  expect(JSON.parse(stdout)).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
  const { requests } = await (await router.get("/api/v1/requests", { params: { window: "1h" } })).json();
  expect(requests.map(({ id }: { id: string }) => id)).toContainEqual(expect.stringMatching(/^first-\d+$/));
});

test("LiteLLM's callback, set as shown, stores what its proxy posts", async ({ page, signIn, playwright, router }) => {
  await signIn("admin");
  const shown = await shownFor(page, "litellm", "LiteLLM");
  // The shell fills the key in, and the proxy reads its two variables: headers are comma-separated name=value.
  const { stdout } = await run("bash", ["-c", `${shown.slice(shown.indexOf("export"))}\nenv`], {
    env: { ...process.env, SWITCHYARD_API_KEY: API_KEY },
  });
  const variable = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(stdout)?.[1] ?? "";
  const [header = "", ...value] = variable("GENERIC_LOGGER_HEADERS").split("=");
  expect(shown).toContain('callbacks: ["generic_api"]');

  const model = uniqueName("litellm");
  const start = Date.now() / 1_000 - 60;
  const call = {
    call_type: "acompletion",
    model,
    custom_llm_provider: "openai",
    prompt_tokens: 90,
    completion_tokens: 7,
  };
  const batch = [
    {
      ...call,
      id: uniqueName("ok"),
      status: "success",
      startTime: start,
      endTime: start + 2,
      stream: false,
      response_cost: 0.001,
    },
    null,
    {
      ...call,
      id: uniqueName("bad"),
      status: "failure",
      startTime: start,
      endTime: start + 1,
      error_information: { error_code: "429" },
    },
  ];
  const proxy = await playwright.request.newContext({ extraHTTPHeaders: { [header]: value.join("=") } });
  const answer = await proxy.post(variable("GENERIC_LOGGER_ENDPOINT"), { data: batch });
  expect([answer.status(), await answer.json()]).toMatchObject([200, { accepted: 2, ignored: 1, rejected: [] }]);
  await proxy.dispose();
  const { requests } = await (await router.get("/api/v1/requests", { params: { window: "1h", model } })).json();
  expect(requests.map(({ outcome }: { outcome: string }) => outcome).sort()).toEqual(["ok", "rate_limited"]);
});

test("OpenTelemetry's variables, set as shown, are an address that takes an export", async ({
  page,
  signIn,
  playwright,
}) => {
  await signIn("admin");
  const shown = await shownFor(page, "otel", "OpenTelemetry");
  const { stdout } = await run("bash", ["-c", `${shown}\nenv`], {
    env: { ...process.env, SWITCHYARD_API_KEY: API_KEY },
  });
  const variable = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(stdout)?.[1] ?? "";
  const [header = "", ...value] = variable("OTEL_EXPORTER_OTLP_HEADERS").split("=");
  // As the specification says, values are percent-encoded.
  const headers = { [header]: decodeURIComponent(value.join("=")), "content-type": "application/json" };
  const exporter = await playwright.request.newContext({ extraHTTPHeaders: headers });
  for (const kind of ["traces", "metrics", "logs"]) {
    const answer = await exporter.post(`${variable("OTEL_EXPORTER_OTLP_ENDPOINT")}/v1/${kind}`, { data: {} });
    expect([kind, answer.status()]).toEqual([kind, 200]);
  }
  await exporter.dispose();
});
