import { expect, test } from "vitest";
import type { LogRecordInput } from "@/lib/contract/log-record";
import type { PostedBody } from "../ingest/ingest-calls";
import { AttemptLog, type AttemptLogOptions } from "./attempt-log";

const recordOf = (id: string): LogRecordInput => ({
  id,
  started_at: "2026-03-01T00:00:00Z",
  model: "m",
  duration_ms: 1,
});
const callerOf = (keyId: string | null) => ({ keyId, keyName: "app" });
const idsIn = ({ bytes }: PostedBody) =>
  JSON.parse(new TextDecoder().decode(bytes)).map(({ id }: { id: string }) => id);

function logTo(store: (post: PostedBody) => Promise<unknown>, more: Partial<AttemptLogOptions> = {}) {
  const problems: string[] = [];
  const log = new AttemptLog({
    store: async (post) => {
      await store(post);
      return { rejected: [] };
    },
    onProblem: (problem) => problems.push(problem),
    ...{ flushMs: 60_000, retryMs: 60_000, ...more },
  });
  return { log, problems };
}

test("a drain stores everything, each record once and under the key of its call", async () => {
  const posts: [string | null, string[]][] = [];
  const { log } = logTo(async (post) => posts.push([post.keyId, idsIn(post)]));
  for (const [id, keyId] of [
    ["1", "a"],
    ["2", "b"],
    ["3", "a"],
    ["4", null],
  ] as const)
    log.add(recordOf(id), callerOf(keyId));

  expect(await Promise.all([log.drain(1_000), log.drain(1_000)])).toEqual([true, true]);
  expect(posts).toEqual([
    ["a", ["1", "3"]],
    ["b", ["2"]],
    [null, ["4"]],
  ]);
});

test("what cannot be stored waits, and is stored when it can be", async () => {
  let isAway = true;
  const stored: string[] = [];
  const { log, problems } = logTo(async (post) => {
    if (isAway) throw new Error("away");
    stored.push(...idsIn(post));
  });
  log.add(recordOf("1"), callerOf(null));

  expect(await log.drain(0)).toBe(false);
  expect(problems.length).toBeGreaterThan(0);
  isAway = false;
  log.add(recordOf("2"), callerOf(null));
  expect(await log.drain(0)).toBe(true);
  expect(stored).toEqual(["1", "2"]);
});

test("of more than may wait the oldest are lost, and counted", async () => {
  const stored: string[] = [];
  const { log } = logTo(async (post) => stored.push(...idsIn(post)), { waitingMax: 2 });
  for (const id of ["1", "2", "3"]) log.add(recordOf(id), callerOf(null));
  await log.drain(0);

  expect([stored, log.lost, log.size]).toEqual([["2", "3"], 1, 0]);
});
