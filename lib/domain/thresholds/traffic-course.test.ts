import { expect, test } from "vitest";
import { seededRandom } from "../seeded-random";
import { courseOf, levelsOf } from "./traffic-course";

const DAYS = 7 * 96;

/** Counts that come by themselves at a rate for each quarter hour. */
function counted(rateOf: (quarter: number) => number): number[] {
  const random = seededRandom(3);
  return Array.from({ length: DAYS }, (_, quarter) => {
    let count = -1;
    for (let left = rateOf(quarter); left > 0; count++) left += Math.log(1 - random());
    return count;
  });
}
const farthest = (course: readonly number[], rateOf: (quarter: number) => number) =>
  Math.max(...course.map((rate, at) => Math.abs((rate * 900) / rateOf(at) - 1)));

test("chance is taken out of even traffic, however little it is", () => {
  for (const mean of [4, 30, 300]) {
    const course = courseOf(counted(() => mean));
    expect(course).toHaveLength(DAYS);
    expect(farthest(course, () => mean)).toBeLessThan(1.6 / Math.sqrt(mean));
  }
});

test("what is no chance stays: a day's course, and bursts of a quarter hour", () => {
  const daily = (quarter: number) => 300 - 200 * Math.cos((quarter / 96) * 2 * Math.PI);
  expect(farthest(courseOf(counted(daily)), daily)).toBeLessThan(0.3);
  const bursts = (quarter: number) => (quarter % 4 === 1 ? 600 : 30);
  const course = courseOf(counted(bursts));
  expect(Math.min(...course.filter((_, at) => at % 4 === 1)) * 900).toBeGreaterThan(450);
});

test("what was before the first attempt is no quiet time, and an hour that is filling counts", () => {
  expect(courseOf([0, 0, 900, 900, 900])).toEqual([1, 1, 1]);
  expect(courseOf([0, 0])).toEqual([]);
  expect(courseOf([])).toEqual([]);
});

test("levels are few, stand for all spans with traffic, and keep the sum of it", () => {
  const course = [0, 0.1, 0.101, 5, 0.02, 0];
  const { levels, order } = levelsOf(course);
  expect(order).toEqual([-1, 1, 1, 2, 0, -1]);
  expect(levels.map(({ spans }) => spans)).toEqual([1, 2, 1]);
  const sum = levels.reduce((all, { perSecond, spans }) => all + perSecond * spans, 0);
  expect(sum).toBeCloseTo(5.221, 12);
  expect(levelsOf([])).toEqual({ levels: [], order: [] });
});
