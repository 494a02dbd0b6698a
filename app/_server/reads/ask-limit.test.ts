import { expect, test } from "vitest";
import { AskLimit } from "./ask-limit";

test("a caller who asks too much at once is told when to come back, others are not, and what is over counts no more", async () => {
  const limit = new AskLimit({ ofOne: 2 });
  const ends: (() => void)[] = [];
  const ask = (caller: string) => limit.hold(caller, () => new Promise<void>((resolve) => ends.push(resolve)));
  const held = [ask("a"), ask("a"), ask("b")];
  await expect(ask("a")).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfterSeconds: 2 });

  ends[0]?.();
  await held[0];
  held.push(ask("a"));
  await expect(limit.hold("b", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await expect(ask("a")).rejects.toMatchObject({ code: "RATE_LIMITED" });
  for (const end of ends) end();
  await Promise.all(held);
});
