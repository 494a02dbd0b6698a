import { expect, test } from "./fixtures";
import { describeFuzz } from "./fuzzing/describe-fuzz";
import { runFuzz } from "./fuzzing/run-fuzz";
import { API_KEY, BASE_URL } from "./server-settings";

// `npm run fuzz -- --count 100000` sends more of the same to a server of its own.
const PAYLOADS = 2_000;
const SEED = 20_261_126;
const MIB = 1024 * 1024;
const GROWTH_MAX = 700 * MIB;

async function residentBytes(): Promise<number> {
  const text = await (await fetch(`${BASE_URL}/metrics`, { headers: { authorization: `Bearer ${API_KEY}` } })).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]);
}

test("2,000 bent payloads to every endpoint for logs and files: each is answered, none is our fault, and memory stays", async () => {
  const before = await residentBytes();
  const run = await runFuzz({
    ...{ origin: BASE_URL, apiKey: API_KEY, count: PAYLOADS, seed: SEED, first: 0, nowMs: Date.now() },
  });
  const lines = describeFuzz(run, SEED);
  test.info().annotations.push({ type: "answers", description: lines.join("\n") });

  expect(run.findings.length, lines.join("\n")).toBe(0);
  expect((await fetch(`${BASE_URL}/api/health/live`)).status).toBe(200);
  expect((await residentBytes()) - before).toBeLessThan(GROWTH_MAX);
});
