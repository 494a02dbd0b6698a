/** Makers in the ids of Bedrock's models. */
const BEDROCK_MAKERS: ReadonlySet<string> = new Set([
  ...["ai21", "amazon", "anthropic", "cohere", "deepseek", "google", "luma", "meta", "minimax", "mistral", "moonshot"],
  ...["moonshotai", "nvidia", "openai", "qwen", "stability", "twelvelabs", "writer", "zai"],
]);
/** What stands before the maker in the id of a profile over regions. */
const BEDROCK_PROFILES: ReadonlySet<string> = new Set([
  ...["us", "us-gov", "eu", "apac", "ap", "jp", "au", "ca", "sa", "global"],
]);
const BEDROCK_VERSION = /^[a-z0-9.-]+:\d+(?::\d+k)?$/;
const BEDROCK_NAME = /^[a-z0-9.-]+$/;

/** Forms of a model's name that one seller uses and nobody else: the ids and resource names of clouds. */
const FORMS: readonly (readonly [string, RegExp])[] = [
  ["aws", /^arn:aws[\w-]*:bedrock:/],
  // "publishers/anthropic/models/…", and Vertex's way to name the day of a build: "claude-sonnet-4-5@20250929"
  ["google", /^(?:projects\/[^/]+\/locations\/[^/]+\/)?publishers\/[^/]+\/models\//],
  ["google", /^claude-[a-z0-9-]+@(?:\d{8}|default)$/],
  ["google", /^models\/(?:gemini|gemma|learnlm)-/],
  ["fireworks", /^accounts\/fireworks\/models\//],
  ["cloudflare", /^@(?:cf|hf)\/[^/]+\/[^/]+$/],
];

/** Who sells a model by the form of its name, or null where others name models so too. */
export function sellerOfModel(model: string): string | null {
  if (isBedrockId(model)) return "aws";
  return FORMS.find(([, form]) => form.test(model))?.[0] ?? null;
}

/** "anthropic.claude-3-haiku-20240307-v1:0", and of a profile "us.anthropic.claude-opus-4-6-v1", which needs no version. */
function isBedrockId(model: string): boolean {
  const [first = "", second = "", ...rest] = model.split(".");
  if (BEDROCK_PROFILES.has(first) && BEDROCK_MAKERS.has(second))
    return BEDROCK_NAME.test(rest.join(".").split(":")[0] ?? "");
  return BEDROCK_MAKERS.has(first) && BEDROCK_VERSION.test([second, ...rest].join("."));
}
