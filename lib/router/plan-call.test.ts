import { describe, expect, test } from "vitest";
import { policyBundleSchema } from "@/lib/contract/policy";
import { capabilitiesOf } from "@/lib/domain/catalogue/model-capabilities";
import type { Upstream } from "@/lib/domain/upstreams/upstream";
import { CALL_HEADERS } from "./call-headers";
import { planCall } from "./plan-call";
import { readCall } from "./read-call";

const upstream = (name: string, models: readonly string[], more: Partial<Upstream> = {}): Upstream => ({
  ...{ id: name.length, name, shape: "openai", baseUrl: `https://${name}/v1`, provider: name, region: "global" },
  models: models.map((model) => ({ model, asked: `${name}/${model}` })),
  ...{ maxConcurrency: null, requestsPerMinute: null, tokensPerMinute: null, isEnabled: true, ...more },
});
const bundle = policyBundleSchema.parse({
  ...{ version: 7, published_at: null, aliases: { fast: "qwen3-8b" } },
  tiers: {
    standard: {
      ...{ tier: "standard", primary: "deepseek-v4-flash", fallbacks: ["qwen3-32b"] },
      regions: { eu: { primary: "qwen3-32b", fallbacks: [] } },
    },
    vision: { tier: "vision", primary: "qwen3-32b", fallbacks: ["qwen3-vl-32b"] },
  },
});
const all = [
  upstream("a", ["deepseek-v4-flash", "qwen3-8b"]),
  upstream("bb", ["deepseek-v4-flash", "qwen3-32b"], { region: "eu" }),
  upstream("ccc", ["qwen3-vl-32b"]),
];

const message = (content: unknown) => ({ messages: [{ role: "user", content }] });
const image = message([{ type: "image_url", image_url: { url: "data:" } }]);

function plan(
  model: string,
  { body = message("Hi") as object, region = "", list = all, keyOf = (): string | null => "k" } = {},
) {
  const headers = region === "" ? {} : { [CALL_HEADERS.region]: region };
  const call = readCall("chat", JSON.stringify({ model, ...body }), headers);
  return planCall(call, { bundle, upstreams: { list: () => list, keyOf }, capabilitiesOf });
}
const placesOf = (planned: ReturnType<typeof plan>) =>
  planned.candidates.map(({ asked, upstream: { name } }) => [name, asked].join(" "));
const errorOf = (make: () => unknown) => {
  try {
    make();
  } catch (error) {
    return error;
  }
  return null;
};

describe("a plan", () => {
  test("has every upstream of the primary before those of the fallbacks, and the caller's region first", () => {
    expect(placesOf(plan("tier:standard"))).toEqual([
      ...["a a/deepseek-v4-flash", "bb bb/deepseek-v4-flash", "bb bb/qwen3-32b"],
    ]);
    expect(placesOf(plan("deepseek-v4-flash", { region: "eu" }))[0]).toBe("bb bb/deepseek-v4-flash");
  });

  test("goes by the region's override, and by what an alias stands for", () => {
    expect(placesOf(plan("tier:standard", { region: "eu" }))).toEqual(["bb bb/qwen3-32b"]);
    expect(plan("fast")).toMatchObject({ tier: null, policyVersion: 7, candidates: [{ model: "qwen3-8b" }] });
  });

  test("never has a model that takes no pictures for a call with one", () => {
    expect(placesOf(plan("tier:vision", { body: image }))).toEqual(["ccc ccc/qwen3-vl-32b"]);
    expect(errorOf(() => plan("tier:standard", { body: image }))).toMatchObject({ facts: { status: 400 } });
  });

  test("leaves out models whose context the text cannot fit, unless it fits none", () => {
    const long = message("x".repeat(140_000 * 8));

    expect(placesOf(plan("tier:standard", { body: long }))).toEqual([
      ...["a a/deepseek-v4-flash", "bb bb/deepseek-v4-flash"],
    ]);
    expect(placesOf(plan("qwen3-8b", { body: long }))).toEqual(["a a/qwen3-8b"]);
  });

  test("of an unknown tier or model there is none, and the names there are stand in the error", () => {
    expect(errorOf(() => plan("tier:gold"))).toMatchObject({
      message: "There is no tier gold; there are tier:standard, tier:vision",
      facts: { status: 404, code: "model_not_found" },
    });
    expect(String(errorOf(() => plan("constructor")))).toContain(
      "deepseek-v4-flash, qwen3-8b, qwen3-32b, qwen3-vl-32b, fast",
    );
  });

  test("leaves out what is turned off or has no key, and is refused with the reason where nothing is left", () => {
    const off = [upstream("a", ["qwen3-8b"], { isEnabled: false }), upstream("bb", ["qwen3-8b"])];

    expect(placesOf(plan("fast", { list: off }))).toEqual(["bb bb/qwen3-8b"]);
    expect(errorOf(() => plan("fast", { list: off, keyOf: () => null }))).toMatchObject({
      message: "Every upstream of fast is out of rotation: a is turned off, bb has no key",
      facts: { status: 503 },
    });
  });
});

test.each([
  ["{", {}, "The body is not valid JSON"],
  ['{"messages":[]}', {}, "model"],
  ['{"model":"m","stream":"yes"}', {}, "stream"],
  ['{"model":"m","stream_options":{"include_usage":true}}', {}, "stream_options"],
  ['{"model":"m","stream":true,"stream_options":{"include_usage":1}}', {}, "stream_options.include_usage"],
  ['{"model":"m"}', { [CALL_HEADERS.app]: "x".repeat(201) }, CALL_HEADERS.app],
  ['{"model":"m"}', { [CALL_HEADERS.onBreak]: "hope" }, CALL_HEADERS.onBreak],
])("the call %s is refused with what is wrong with it", (body, headers, named) => {
  const error = errorOf(() => readCall("chat", body, headers));

  expect(error).toMatchObject({ facts: { status: 400 } });
  expect(String(error)).toContain(named);
});
