import path from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium, request } from "@playwright/test";
import { browserLaunch } from "./browser";

// How long the server takes for each screen's first answer, and how much JavaScript and CSS the browser then fetches.
// npm run measure:pages -- --url http://localhost:3000 --email … --password …
const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://localhost:3000" },
    email: { type: "string" },
    password: { type: "string" },
    loads: { type: "string", default: "15" },
  },
});
const SCREENS = [
  "/",
  "/compare",
  "/models/deepseek-v4-flash",
  "/sla",
  "/spend",
  "/budgets",
  "/ledger/reconciliation",
  "/policies",
  "/policies/standard",
  "/failovers",
  "/ingest",
  "/access",
];

const cache = path.join(import.meta.dirname, "..", ".cache", "browser");
const { launchOptions, channel } = await browserLaunch(cache, process.env);
const browser = await chromium.launch({ ...launchOptions, ...(channel && { channel }) });
const session = await signIn(browser);

process.stdout.write("screen                        answer ms: median   p95   JavaScript kB   CSS kB (compressed)\n");
for (const screen of SCREENS) {
  const answers = await timeAnswers(screen);
  const at = (q: number) => Math.round(answers[Math.ceil(q * answers.length) - 1] ?? 0);
  const { js, css } = await fetchedBytes(screen);
  const columns = [
    String(at(0.5)).padStart(17),
    String(at(0.95)).padStart(5),
    (js / 1000).toFixed(0).padStart(12),
    (css / 1000).toFixed(1).padStart(9),
  ];
  process.stdout.write(`${screen.padEnd(30)}${columns.join(" ")}\n`);
}
await browser.close();

type Session = Awaited<ReturnType<typeof signIn>>;

async function signIn(on: Browser) {
  const context = await on.newContext({ baseURL: values.url });
  const reply = await context.request.post("/api/auth/sign-in/email", {
    headers: { origin: values.url },
    data: { email: values.email, password: values.password },
  });
  if (!reply.ok()) throw new Error(`Could not sign in: ${reply.status()}`);
  const state = await context.storageState();
  await context.close();
  return state;
}

/** The whole answer, ascending, without a browser that meanwhile runs the page on the same processors. */
async function timeAnswers(screen: string, state: Session = session): Promise<number[]> {
  const context = await request.newContext({ baseURL: values.url, storageState: state });
  const answers: number[] = [];
  // The first opens the connection.
  for (let load = 0; load <= Number(values.loads); load++) {
    const startedAt = performance.now();
    const reply = await context.get(screen, { maxRedirects: 0 });
    await reply.body();
    if (reply.status() !== 200) throw new Error(`${screen} answered ${reply.status()}`);
    if (load > 0) answers.push(performance.now() - startedAt);
  }
  await context.dispose();
  return answers.sort((a, b) => a - b);
}

/** What a first visit fetches, in a context whose cache is empty. */
async function fetchedBytes(screen: string, state: Session = session): Promise<{ js: number; css: number }> {
  const context = await browser.newContext({ baseURL: values.url, storageState: state });
  const page = await context.newPage();
  await page.goto(screen, { waitUntil: "networkidle" });
  const bytes = await page.evaluate(() => {
    const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    const sum = (ending: string) =>
      entries
        .filter((entry) => new URL(entry.name).pathname.endsWith(ending))
        .reduce((bytes, entry) => bytes + entry.encodedBodySize, 0);
    return { js: sum(".js"), css: sum(".css") };
  });
  await context.close();
  return bytes;
}
