import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DECISION_REASONS } from "../decision";
import { askPort } from "../tools/ask-port";
import { makeVectors } from "./make-vectors";
import { randomScenario } from "./random-scenario";
import { runScenario } from "./run-scenario";

const folder = import.meta.dirname;
const committed = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
);
const { "arithmetic.json": arithmetic, ...scenarioFiles } = Object.fromEntries(
  [...committed].map(([name, text]) => [name, JSON.parse(text)]),
);
const scenarios = Object.values(scenarioFiles).flat();

test("the committed vectors are those the reducer makes: npm run vectors --prefix lib/breaker", () => {
  expect(committed).toEqual(makeVectors());
});

test("the port in Python gives every transition, decision and figure of the vectors", async () => {
  const answers = await askPort(scenarios);

  scenarios.forEach((scenario, index) => {
    expect({ name: scenario.name, outcomes: answers[index] }).toEqual({
      name: scenario.name,
      outcomes: scenario.expect,
    });
  });
});

test("the port in Python hashes and ranks alike", async () => {
  const { hashes, ranks } = arithmetic;

  expect(await askPort([{ hashes: hashes.map(({ text }: { text: string }) => text), ranks }])).toEqual([arithmetic]);
});

test("under 1,000 random policies and traffic the port in Python makes every transition and decision", async () => {
  const random = Array.from({ length: 1_000 }, (_, seed) => randomScenario(1_000 + seed));
  const ours = random.map(runScenario);
  const transitions = ours.flat().flatMap(({ events }) => events);
  const reasons = new Set(ours.flat().map(({ decision }) => decision?.reason));

  expect(await askPort(random)).toEqual(ours);
  expect(transitions.length).toBeGreaterThan(5_000);
  expect(new Set(transitions.map(({ reason }) => reason)).size).toBe(4);
  expect(reasons).toEqual(new Set([undefined, ...DECISION_REASONS]));
}, 60_000);
