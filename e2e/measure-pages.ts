import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium } from "@playwright/test";
import { browserLaunch } from "./browser";

// How long the server takes for each screen's first byte and whole answer, and what the browser then fetches: JavaScript
// and CSS as sent, and requests to the API. With --pid of the server also its processor time for each answer.
// npm run measure:pages -- --url http://localhost:3000 --email … --password …
const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://localhost:3000" },
    email: { type: "string" },
    password: { type: "string" },
    loads: { type: "string", default: "20" },
    pid: { type: "string" },
    only: { type: "string", multiple: true },
  },
});
const SCREENS = [
  "/",
  "/compare",
  "/models/deepseek-v4-flash",
  "/sla",
  "/sla/report",
  "/spend",
  "/budgets",
  "/prices",
  "/prices/capacity",
  "/prices/import",
  "/prices/reprice",
  "/what-if",
  "/ledger",
  "/ledger/copies",
  "/ledger/reconciliation",
  "/policies",
  "/policies/standard",
  "/alerts",
  "/alerts/digests",
  "/failovers",
  "/router",
  "/attempts",
  "/ingest",
  "/access",
  "/account",
];
/** As long as the fastest refresh of a live screen does not come, yet what a screen asks for by itself does. */
const SETTLED_MS = 4_000;
// Of Linux, always: sysconf(_SC_CLK_TCK).
const TICK_MS = 10;

const cache = path.join(import.meta.dirname, "..", ".cache", "browser");
const { launchOptions, channel } = await browserLaunch(cache, process.env);
const browser = await chromium.launch({ ...launchOptions, ...(channel && { channel }) });
const session = await signIn(browser);

const HEADS = ["first byte ms", "p95", "whole ms", "CPU ms", "JavaScript kB", "scripts", "CSS kB", "requests"] as const;
process.stdout.write(`${"screen".padEnd(28)}${HEADS.join("  ")}\n`);
for (const screen of SCREENS.filter((screen) => !values.only || values.only.includes(screen))) {
  const { firstByte, whole, cpuMs } = await timeAnswers(screen);
  const { js, scripts, css, requests } = await fetched(screen);
  const cells = [
    at(firstByte, 0.5).toFixed(0),
    at(firstByte, 0.95).toFixed(0),
    at(whole, 0.5).toFixed(0),
    cpuMs === null ? "–" : cpuMs.toFixed(0),
    (js / 1000).toFixed(0),
    String(scripts),
    (css / 1000).toFixed(1),
    String(requests.length),
  ];
  const columns = cells.map((cell, column) => cell.padStart(HEADS[column]?.length ?? 0));
  process.stdout.write(`${screen.padEnd(28)}${columns.join("  ")}\n`);
  for (const address of requests) process.stdout.write(`    ${address}\n`);
}
await browser.close();

type Session = Awaited<ReturnType<typeof signIn>>;
type Timed = { firstByte: number[]; whole: number[]; cpuMs: number | null };

function at(sorted: readonly number[], q: number): number {
  return sorted[Math.ceil(q * sorted.length) - 1] ?? Number.NaN;
}

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

/** Ascending, in ms, without a browser that meanwhile runs the page on the same processors. */
async function timeAnswers(screen: string, { cookies }: Session = session): Promise<Timed> {
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const firstByte: number[] = [];
  const whole: number[] = [];
  let cpuBefore: number | null = null;
  // The first opens the connection.
  for (let load = 0; load <= Number(values.loads); load++) {
    if (load === 1) cpuBefore = processorMs();
    const startedAt = performance.now();
    const reply = await fetch(new URL(screen, values.url), { headers: { cookie }, redirect: "manual" });
    const begunAt = performance.now();
    await reply.arrayBuffer();
    if (reply.status !== 200) throw new Error(`${screen} answered ${reply.status}`);
    if (load === 0) continue;
    firstByte.push(begunAt - startedAt);
    whole.push(performance.now() - startedAt);
  }
  const cpuAfter = processorMs();
  const ascending = (times: number[]) => times.sort((a, b) => a - b);
  const cpuMs = cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / Number(values.loads);
  return { firstByte: ascending(firstByte), whole: ascending(whole), cpuMs };
}

/** Of the server's process so far, its threads included and PostgreSQL not. */
function processorMs(): number | null {
  if (!values.pid) return null;
  const stat = readFileSync(`/proc/${values.pid}/stat`, "utf8");
  const [user = 0, system = 0] = stat.slice(stat.lastIndexOf(")")).split(" ").slice(12, 14).map(Number);
  return (user + system) * TICK_MS;
}

/** What a first visit fetches, in a context whose cache is empty, before a live screen asks for its figures again. */
async function fetched(screen: string, state: Session = session) {
  const context = await browser.newContext({ baseURL: values.url, storageState: state });
  const page = await context.newPage();
  const requests: string[] = [];
  page.on("request", (sent) => {
    const { pathname, search } = new URL(sent.url());
    if (pathname.startsWith("/api/")) requests.push(`${sent.method()} ${pathname}${search}`);
  });
  await page.goto(screen, { waitUntil: "load" });
  await page.waitForTimeout(SETTLED_MS);
  // A function within it would be given a name by tsx, which the page knows nothing of.
  const files = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map((entry) => ({ url: entry.name, bytes: (entry as PerformanceResourceTiming).encodedBodySize })),
  );
  const ending = (of: string) => files.filter(({ url }) => new URL(url).pathname.endsWith(of));
  const sum = (of: string) => ending(of).reduce((total, { bytes }) => total + bytes, 0);
  await context.close();
  return { js: sum(".js"), scripts: ending(".js").length, css: sum(".css"), requests };
}
