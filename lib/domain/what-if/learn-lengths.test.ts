import { expect, test } from "vitest";
import { seededRandom } from "../seeded-random";
import { learnLength, SAME_LENGTH, UNLEARNT_INPUT, UNLEARNT_OUTPUT } from "./learn-lengths";
import { lengthsBetween } from "./lengths-between";

const hoursWith = (ratio: number, count: number, attempts = 20) => {
  const random = seededRandom(3);
  return Array.from({ length: count }, () => {
    const meanFrom = 200 + 100 * random();
    return {
      attemptsFrom: attempts,
      attemptsTo: attempts,
      meanFrom,
      meanTo: meanFrom * ratio * (0.9 + 0.2 * random()),
    };
  });
};

test("the interval holds the ratio, and is the narrower the more hours there are", () => {
  const [few, many] = [learnLength(hoursWith(1.3, 10)), learnLength(hoursWith(1.3, 200))];

  expect(many?.low).toBeLessThan(1.3);
  expect(many?.high).toBeGreaterThan(1.3);
  expect((many?.high ?? 9) - (many?.low ?? 0)).toBeLessThan((few?.high ?? 0) - (few?.low ?? 0));
  expect(many).toMatchObject({ attempts: 4_000, hours: 200 });
  expect(learnLength(hoursWith(1.3, 10))).toEqual(few);
});

test("too few hours or attempts teach nothing, and the range is then a wide one", () => {
  expect([learnLength([]), learnLength(hoursWith(1, 7)), learnLength(hoursWith(1, 9, 2))]).toEqual([null, null, null]);

  const between = (from: string, to: string, provider = "p") =>
    lengthsBetween({ model: from, provider: "p" }, { model: to, provider }, { input: null, output: null }).lengths;
  expect(between("kimi-k2.5", "gpt-4o")).toEqual({ input: UNLEARNT_INPUT, output: UNLEARNT_OUTPUT });
  expect(between("deepseek-v3.2", "deepseek-v4-pro").input).toEqual(SAME_LENGTH);
  expect(between("kimi-k2.5", "kimi-k2.5", "q")).toEqual({ input: SAME_LENGTH, output: SAME_LENGTH });
});
