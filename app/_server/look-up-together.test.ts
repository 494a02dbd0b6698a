import { expect, test, vi } from "vitest";
import { lookUpTogether } from "./look-up-together";

const OPTIONS = { atOnce: 1, mostOfOne: 100, waitingMax: 1_000, withinMs: 60_000 };

function givenReads() {
  const ends: (() => void)[] = [];
  const read = vi.fn((names: string[]) => {
    return new Promise<Map<string, string>>((resolve) => {
      ends.push(() => resolve(new Map(names.filter((name) => name.startsWith("k")).map((name) => [name, `${name}!`]))));
    });
  });
  const end = async () => {
    ends.shift()?.();
    await new Promise(setImmediate);
  };
  return { read, end };
}

test("a flood of names costs a few reads, and each is answered for itself", async () => {
  const { read, end } = givenReads();
  const lookUp = lookUpTogether(read, OPTIONS);

  const asked = ["k1", ...Array.from({ length: 150 }, (_, n) => `x${n}`), "k2"].map(lookUp);
  for (let reads = 0; reads < 3; reads++) await end();

  const answers = await Promise.all(asked);
  expect([answers[0], answers.at(-1)]).toEqual(["k1!", "k2!"]);
  expect(answers.filter((answer) => answer === null)).toHaveLength(150);
  expect(read.mock.calls.map(([names]) => names.length)).toEqual([1, 100, 51]);
});

test("one name asked for a thousand times is asked for once, by a read that began afterwards", async () => {
  const { read, end } = givenReads();
  const lookUp = lookUpTogether(read, OPTIONS);
  const first = lookUp("k1");
  const later = Array.from({ length: 1_000 }, () => lookUp("k1"));

  await end();
  expect(await first).toBe("k1!");
  expect(read.mock.calls).toEqual([[["k1"]], [["k1"]]]);
  await end();
  expect(new Set(await Promise.all(later))).toEqual(new Set(["k1!"]));
});

test("a read that fails fails those it asked for, and what waits is read next", async () => {
  const read = vi
    .fn()
    .mockRejectedValueOnce(new Error("away"))
    .mockResolvedValue(new Map([["k2", 2]]));
  const lookUp = lookUpTogether<number>(read, OPTIONS);

  const [first, second] = [lookUp("k1"), lookUp("k2")];

  await expect(first).rejects.toThrow("away");
  expect(await second).toBe(2);
});

test("a read that hangs is given up, and keeps nobody else waiting", async () => {
  const read = vi
    .fn()
    .mockReturnValueOnce(new Promise(() => undefined))
    .mockResolvedValue(new Map([["k2", 2]]));
  const lookUp = lookUpTogether<number>(read, { ...OPTIONS, withinMs: 20 });

  const [first, second] = [lookUp("k1"), lookUp("k2")];

  await expect(first).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(await second).toBe(2);
});

test("what waits is bounded", async () => {
  const { read } = givenReads();
  const lookUp = lookUpTogether(read, { ...OPTIONS, waitingMax: 2 });
  for (const name of ["k1", "k2", "k3"]) void lookUp(name);
  void lookUp("k2");

  await expect(lookUp("k4")).rejects.toMatchObject({ code: "UNAVAILABLE" });
});
