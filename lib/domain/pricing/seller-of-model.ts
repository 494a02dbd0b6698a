/** Makers in the ids of Bedrock's models, and the prefixes of its profiles over regions. */
const BEDROCK_MAKER =
  "ai21|amazon|anthropic|cohere|deepseek|google|luma|meta|minimax|mistral|moonshot|moonshotai|nvidia|openai|qwen|stability|twelvelabs|writer|zai";
const BEDROCK_PROFILE = "us|us-gov|eu|apac|ap|jp|au|ca|sa|global";

/** Forms of a model's name that one seller uses and nobody else: the ids and resource names of clouds. */
const FORMS: readonly (readonly [string, RegExp])[] = [
  // "anthropic.claude-3-haiku-20240307-v1:0", "us.anthropic.claude-opus-4-6-v1", "arn:aws:bedrock:…"
  ["aws", new RegExp(`^(?:(?:${BEDROCK_PROFILE})\\.)?(?:${BEDROCK_MAKER})\\.[a-z0-9.-]+:\\d+(?::\\d+k)?$`)],
  ["aws", new RegExp(`^(?:${BEDROCK_PROFILE})\\.(?:${BEDROCK_MAKER})\\.[a-z0-9.-]+$`)],
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
  return FORMS.find(([, form]) => form.test(model))?.[0] ?? null;
}
