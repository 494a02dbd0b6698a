import { randomUUID } from "node:crypto";
import { type APIRequestContext, test as base, type Page } from "@playwright/test";
import type { LogRecordInput } from "@/lib/contract/log-record";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { API_KEY, BASE_URL, PASSWORD, type Role, USERS } from "./server-settings";

/** A plausible attempt of a minute ago; a test names only what it is about. */
export function logRecord(overrides: Partial<LogRecordInput> = {}): LogRecordInput {
  return {
    id: randomUUID(),
    started_at: new Date(Date.now() - MINUTE_MS).toISOString(),
    model: "deepseek-v4-flash",
    duration_ms: 900,
    ttft_ms: 200,
    outcome: "ok",
    tier: "standard",
    region: "us-east-1",
    input_tokens: 1000,
    output_tokens: 200,
    ...overrides,
  };
}

/** A model, tier or app name no other test uses. */
export const uniqueName = (prefix: string) => `${prefix}-${randomUUID().slice(0, 8)}`;

type Fixtures = {
  /** A router: HTTP with a machine key of every scope. */
  router: APIRequestContext;
  /** HTTP without any credential. */
  stranger: APIRequestContext;
  signIn: (role: Role, page?: Page) => Promise<void>;
};

export const test = base.extend<Fixtures>({
  router: async ({ playwright }, use) => {
    const context = await playwright.request.newContext({
      baseURL: BASE_URL,
      extraHTTPHeaders: { authorization: `Bearer ${API_KEY}` },
    });
    await use(context);
    await context.dispose();
  },
  stranger: async ({ playwright }, use) => {
    const context = await playwright.request.newContext({ baseURL: BASE_URL });
    await use(context);
    await context.dispose();
  },
  signIn: async ({ page: own }, use) => {
    await use(async (role, page = own) => {
      await page.goto("/sign-in");
      await page.locator("input[type=email]").fill(USERS[role].email);
      await page.locator("input[type=password]").fill(PASSWORD);
      await page.locator("form button[type=submit]").click();
      await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
    });
  },
  page: async ({ page }, use) => {
    const errors: string[] = [];
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(String(error)));
    await use(page);
    // A refused request is logged by the browser itself; tests that provoke one assert on it.
    // And a frame that may run no scripts complains of the test's own looking into it.
    const expected = /Failed to load resource|Blocked script execution in 'about:srcdoc'/;
    const unexpected = errors.filter((text) => !expected.test(text));
    if (unexpected.length > 0) throw new Error(`Errors in the browser's console:\n${unexpected.join("\n")}`);
  },
});

export { expect } from "@playwright/test";
