import path from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium } from "@playwright/test";
import { browserLaunch } from "./browser";

// How long the server takes for each screen's first answer, and how much JavaScript the browser then fetches.
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

process.stdout.write("screen                        answer ms: median   p95   JavaScript kB (compressed)\n");
for (const screen of SCREENS) {
  const answers: number[] = [];
  let scriptBytes = 0;
  for (let load = 0; load < Number(values.loads); load++) {
    const { answerMs, bytes } = await loadOnce(screen);
    answers.push(answerMs);
    scriptBytes = Math.max(scriptBytes, bytes);
  }
  answers.sort((a, b) => a - b);
  const at = (q: number) => Math.round(answers[Math.ceil(q * answers.length) - 1] ?? 0);
  const columns = [
    String(at(0.5)).padStart(17),
    String(at(0.95)).padStart(5),
    (scriptBytes / 1000).toFixed(0).padStart(12),
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

async function loadOnce(screen: string, state: Session = session) {
  // A new context has an empty cache: every load is a first one.
  const context = await browser.newContext({ baseURL: values.url, storageState: state });
  const page = await context.newPage();
  await page.goto(screen, { waitUntil: "networkidle" });
  const measured = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    const scripts = (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).filter((entry) =>
      new URL(entry.name).pathname.endsWith(".js"),
    );
    return {
      answerMs: navigation ? navigation.responseEnd - navigation.requestStart : Number.NaN,
      bytes: scripts.reduce((sum, entry) => sum + entry.encodedBodySize, 0),
    };
  });
  await context.close();
  return measured;
}
