/** What a model can be sent; "text" is always among them. */
export const MODALITIES = ["text", "vision", "audio", "video"] as const;
export type Modality = (typeof MODALITIES)[number];

/** What is quoted in USD per million tokens, as decimal text; null means "costs what plain input costs". */
type CataloguePrice = {
  inputUsdPerMillion: string;
  cachedInputUsdPerMillion: string | null;
  cacheWriteUsdPerMillion: string | null;
  outputUsdPerMillion: string;
  /** Where the numbers come from, kept beside them in the price table. */
  sourceNote: string;
};

/** Who made a model → as which providers they sell it themselves, at prices of their own list. */
export const MAKERS = {
  DeepSeek: ["deepseek"],
  Alibaba: ["alibaba"],
  Moonshot: ["moonshotai"],
  Zhipu: ["zai", "zhipuai"],
  OpenAI: ["openai"],
  Anthropic: ["anthropic"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
type Maker = keyof typeof MAKERS;

export type CatalogueModel = {
  id: string;
  name: string;
  maker: Maker;
  /** Whose price it is: who a record that names no provider counts for. */
  provider: string;
  modalities: readonly Modality[];
  contextTokens: number;
  /** Null where nobody quoted one: its attempts are counted as unpriced. */
  price: CataloguePrice | null;
};

/** The day from which the catalogue's prices hold: before any record that can be stored. */
export const CATALOGUE_VALID_FROM = "2020-01-01T00:00:00Z";

/** The one unified endpoint whose prices the catalogue quotes. */
const UNIFIED = "global-apis";
const QUOTED = "Output as quoted by the unified endpoint";
const TEXT = ["text"] as const;
const VISION = ["text", "vision"] as const;

function price(
  input: string,
  cached: string | null,
  output: string,
  sourceNote: string,
  write: string | null = null,
): CataloguePrice {
  return {
    inputUsdPerMillion: input,
    cachedInputUsdPerMillion: cached,
    cacheWriteUsdPerMillion: write,
    outputUsdPerMillion: output,
    sourceNote,
  };
}

function model(
  id: string,
  name: string,
  maker: Maker,
  modalities: readonly Modality[],
  contextTokens: number,
  quoted: CataloguePrice | null,
  provider = UNIFIED,
): CatalogueModel {
  return { id, name, maker, provider, modalities, contextTokens, price: quoted };
}

/** The models the product knows from the start: those it routes to, and two baselines for what-if. */
export const CATALOGUE: readonly CatalogueModel[] = [
  model(
    "deepseek-v4-flash",
    "DeepSeek V4 Flash",
    "DeepSeek",
    TEXT,
    1_000_000,
    price("0.14", "0.0028", "0.25", `${QUOTED}; input and cached from DeepSeek's list of July 2026`),
  ),
  model(
    "deepseek-v3.2",
    "DeepSeek V3.2",
    "DeepSeek",
    TEXT,
    128_000,
    price("0.28", "0.028", "0.38", `${QUOTED}; input and cached from DeepSeek's list of July 2026`),
  ),
  model(
    "deepseek-v4-pro",
    "DeepSeek V4 Pro",
    "DeepSeek",
    TEXT,
    1_000_000,
    price("0.435", "0.003625", "0.78", `${QUOTED}; input and cached from DeepSeek's list of July 2026`),
  ),
  model(
    "deepseek-r1",
    "DeepSeek R1",
    "DeepSeek",
    TEXT,
    64_000,
    price("0.55", "0.14", "2.50", `${QUOTED}; input and cached from DeepSeek's list of July 2026`),
  ),
  model(
    "deepseek-coder",
    "DeepSeek Coder",
    "DeepSeek",
    TEXT,
    128_000,
    price("0.14", "0.014", "0.25", `${QUOTED}; input and cached from DeepSeek's list of July 2026`),
  ),
  model(
    "qwen3-8b",
    "Qwen3-8B",
    "Alibaba",
    TEXT,
    131_072,
    price("0.035", null, "0.01", `${QUOTED}; input from OpenRouter's and Novita's lists; no cached price listed`),
  ),
  model(
    "qwen3-32b",
    "Qwen3-32B",
    "Alibaba",
    TEXT,
    131_072,
    price("0.10", null, "0.28", `${QUOTED}; input from DeepInfra's list (0.10/0.28); no cached price listed`),
  ),
  model(
    "qwen3-coder-30b",
    "Qwen3-Coder-30B",
    "Alibaba",
    TEXT,
    262_144,
    price("0.07", null, "0.35", `${QUOTED}; input from OpenRouter's and Novita's lists; no cached price listed`),
  ),
  model(
    "qwen3-vl-32b",
    "Qwen3-VL-32B",
    "Alibaba",
    VISION,
    131_072,
    price("0.104", null, "0.52", `${QUOTED}; input from OpenRouter's list; no cached price listed`),
  ),
  model(
    "qwen3-omni-30b",
    "Qwen3-Omni-30B",
    "Alibaba",
    ["text", "vision", "audio", "video"],
    65_536,
    price("0.25", null, "0.52", `${QUOTED}; text input from Novita's list; no cached price listed`),
  ),
  model(
    "qwen3.5-397b",
    "Qwen3.5-397B",
    "Alibaba",
    TEXT,
    262_144,
    price("0.39", null, "2.34", `${QUOTED}; input from OpenRouter's list (0.39/2.34); no cached price listed`),
  ),
  model(
    "qwen3.6-35b",
    "Qwen3.6-35B",
    "Alibaba",
    TEXT,
    262_144,
    price("0.14", null, "1.00", `${QUOTED}; input from OpenRouter's list (0.14/1.00); no cached price listed`),
  ),
  model(
    "kimi-k2.5",
    "Kimi K2.5",
    "Moonshot",
    TEXT,
    128_000,
    price("0.60", "0.10", "3.00", `${QUOTED}; input and cached from Moonshot's list`),
  ),
  model(
    "glm-4-9b",
    "GLM-4-9B",
    "Zhipu",
    TEXT,
    128_000,
    price("0.01", null, "0.01", `${QUOTED}; no list price found, input assumed to cost what output costs`),
  ),
  model(
    "glm-5",
    "GLM-5",
    "Zhipu",
    TEXT,
    200_000,
    price("0.60", "0.12", "1.92", `${QUOTED}; input and cached from OpenRouter's list (0.60/1.92)`),
  ),
  model("glm-4.6v", "GLM-4.6V", "Zhipu", VISION, 131_072, null),
  model(
    "gpt-4o",
    "GPT-4o",
    "OpenAI",
    VISION,
    128_000,
    price("2.50", "1.25", "10.00", "OpenAI's public list; a baseline for what-if"),
    "openai",
  ),
  model(
    "claude-sonnet-4.6",
    "Claude Sonnet 4.6",
    "Anthropic",
    VISION,
    1_000_000,
    price(
      "3.00",
      "0.30",
      "15.00",
      "Anthropic's public list, flat since 2026-03-13; 5-minute cache writes; a baseline for what-if",
      "3.75",
    ),
    "anthropic",
  ),
];

const byId = new Map(CATALOGUE.map((entry) => [entry.id, entry]));

/** The catalogue's entry of a model id, or null; spelling counts, since aliases are resolved before. */
export function findCatalogueModel(id: string): CatalogueModel | null {
  return byId.get(id) ?? null;
}
