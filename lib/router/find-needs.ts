import type { Modality } from "@/lib/domain/catalogue/catalogue";

type Need = Exclude<Modality, "text">;

/** Parts of messages by their types in OpenAI's and Anthropic's APIs. */
const NEEDS: Readonly<Record<string, Need>> = {
  image_url: "vision",
  input_image: "vision",
  image: "vision",
  input_audio: "audio",
  audio: "audio",
  video_url: "video",
  input_video: "video",
  video: "video",
};
/** Where messages and their parts are. What stands elsewhere, in the schema of a tool, is no picture. */
const HOLDERS = ["messages", "input", "system", "instructions", "content"] as const;
/** No tokenizer in use makes more of a token, on the average of any text. */
const CHARACTERS_PER_TOKEN_MAX = 8;
const DEPTH_MAX = 8;

/** What a model must take for this call, and the fewest tokens that its text can have. */
export function findNeeds(body: Readonly<Record<string, unknown>>): { needs: Need[]; leastTokens: number } {
  const needs = new Set<Need>();
  let characters = 0;
  const visit = (value: unknown, depth: number): void => {
    if (typeof value === "string") characters += value.length;
    else if (Array.isArray(value)) for (const each of value) visit(each, depth);
    else if (isFields(value) && depth < DEPTH_MAX) {
      const need = typeof value.type === "string" && Object.hasOwn(NEEDS, value.type) ? NEEDS[value.type] : undefined;
      if (need) return void needs.add(need);
      if (typeof value.text === "string") characters += value.text.length;
      for (const holder of HOLDERS) if (value[holder] !== undefined) visit(value[holder], depth + 1);
    }
  };
  visit(body, 0);
  return { needs: [...needs], leastTokens: Math.floor(characters / CHARACTERS_PER_TOKEN_MAX) };
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
