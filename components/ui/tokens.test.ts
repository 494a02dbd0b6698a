import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { COLORED_MODELS, MODEL_COLOR_COUNT, modelColor, modelSlot } from "@/components/ui/model-color";
import { CATALOGUE } from "@/lib/domain/catalogue/catalogue";
import { OUTCOMES } from "@/lib/domain/outcome";

const css = readFileSync("components/ui/tokens.css", "utf8");
const [light = "", dark = ""] = css.split('[data-mantine-color-scheme="dark"]');
const schemes = { light: variablesOf(light), dark: variablesOf(dark) };

function variablesOf(block: string): Map<string, string> {
  return new Map([...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => [name, value]));
}

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe.each(Object.entries(schemes))("the %s scheme", (_name, variables) => {
  const color = (name: string) => variables.get(name) ?? `missing ${name}`;
  const surface = color("--sw-surface");

  test("defines every variable as an opaque colour", () => {
    for (const value of variables.values()) expect(value).toMatch(/^#[0-9a-f]{6}$/);
  });

  test("draws every model and outcome well apart from the surface", () => {
    const drawn = [
      ...Array.from({ length: MODEL_COLOR_COUNT }, (_, slot) => `--model-${slot}`),
      ...OUTCOMES.map((outcome) => `--outcome-${outcome}`),
      ...["p50", "p95", "p99"].map((q) => `--quantile-${q}`),
    ];
    for (const name of drawn) expect(contrast(color(name), surface), name).toBeGreaterThan(3);
  });

  test("writes text readably on every surface", () => {
    for (const text of ["ink", "muted", "accent", "good", "warn", "bad"]) {
      for (const under of ["page", "surface", "sunken"]) {
        expect(contrast(color(`--sw-${text}`), color(`--sw-${under}`)), `${text} on ${under}`).toBeGreaterThan(4.5);
      }
    }
    for (let step = 0; step < 6; step++) {
      expect(contrast(color(`--heat-ink-${step}`), color(`--heat-${step}`)), `heat ${step}`).toBeGreaterThan(4.5);
    }
    for (const state of ["good", "warn", "bad", "accent"]) {
      expect(contrast(color(`--sw-${state}`), color(`--sw-${state}-soft`)), state).toBeGreaterThan(4.5);
    }
  });
});

test("both schemes define the same variables", () => {
  expect([...schemes.dark.keys()]).toEqual([...schemes.light.keys()]);
});

test("no component refers to a variable that is not defined", () => {
  const sources = ["components", "app"]
    .flatMap((root) => readdirSync(root, { recursive: true, encoding: "utf8" }).map((path) => join(root, path)))
    .filter((path) => /\.(tsx?|css)$/.test(path) && !/\.test\./.test(path));
  for (const path of sources) {
    for (const [, name = ""] of readFileSync(path, "utf8").matchAll(
      /var\((--(?:sw|outcome|quantile|heat)-[\w-]+)\)/g,
    )) {
      expect(schemes.light.has(name), `${name} in ${path}`).toBe(true);
    }
  }
});

test("every model of the catalogue has a colour of its own", () => {
  const slots = CATALOGUE.map(({ id }) => modelSlot(id));
  expect(new Set(slots).size).toBe(CATALOGUE.length);
  expect(COLORED_MODELS.length).toBeLessThanOrEqual(MODEL_COLOR_COUNT);
});

test("a model outside the catalogue keeps one defined colour", () => {
  expect(modelColor("somebody/new-model")).toBe(modelColor("somebody/new-model"));
  expect(modelSlot("somebody/new-model")).toBeLessThan(MODEL_COLOR_COUNT);
});
