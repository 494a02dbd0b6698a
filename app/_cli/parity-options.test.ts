import { expect, test } from "vitest";
import { parityLines } from "./parity-lines";
import { parseParityOptions } from "./parity-options";

test("reads the file, the tool and where Switchyard is", () => {
  expect(parseParityOptions(["a.json.gz", "--source", "litellm"])).toEqual({
    ...{ file: "a.json.gz", source: "litellm", format: "json", isJson: false },
    ...{ url: "http://localhost:3000", keyEnv: "SWITCHYARD_API_KEY" },
  });
  const all = "a.log --source=langfuse --format csv --url http://10.0.0.1:8080 --key-env KEY --json".split(" ");
  expect(parseParityOptions(all)).toMatchObject({ url: "http://10.0.0.1:8080", keyEnv: "KEY", isJson: true });
});

test.each([
  [["--source", "litellm"], "Name the file"],
  [["a.csv"], "Name the tool: --source litellm"],
  [["a.csv", "--source", "other"], "not other"],
  [["a.csv", "b.csv", "--source", "litellm"], "One file"],
  [["a.csv", "--source"], "needs a value"],
  [["a.csv", "--source", "litellm", "--url", "here"], "no address"],
  [["a.log", "--source", "litellm"], "--format csv|json|jsonl"],
  [["a.csv", "--sauce", "litellm"], "Unknown option --sauce"],
])("%j is refused with what to write instead", (args, message) => {
  expect(() => parseParityOptions(args)).toThrow(message);
});

test("a comparison's lines name each reason, and the days that have a rest", () => {
  const none = { calls: 0, input_tokens: 0, output_tokens: 0, cost_usd: "0" };
  const part = { reason: "cache_beside" as const, ...none, input_tokens: 600 };
  const unexplained = { ...none, output_tokens: 7 };
  const difference = { ...none, input_tokens: 600, output_tokens: 7 };
  const ours = { calls: 1, input_tokens: 1_000, output_tokens: 107, cost_usd: "0.5" };
  const theirs = { calls: 1, input_tokens: 400, output_tokens: 100, cost_usd: null };
  const day = { day: "2026-11-22", model: "m", ours, theirs, difference, parts: [part], unexplained };
  const lines = parityLines({
    ...{ offset_minutes: 0, call_rule: "attempts", slot_minutes: 30, days: [day] },
    total: { difference, parts: [part], unexplained },
  });
  expect(lines).toContain("Its input leaves out what was read from the cache and written to it");
  expect(lines.at(-1)).toBe("  2026-11-22 m: 7 output tokens");
  expect(lines[2]).toMatch(/^The other tool +1 +400 +100 +–$/);
});
