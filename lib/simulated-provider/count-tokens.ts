/** What a tokenizer makes of English, about. */
const CHARACTERS_PER_TOKEN = 4;
/** A picture of 1024 × 1024 in high detail, by OpenAI's rule of tiles. */
const IMAGE_TOKENS = 765;
const IMAGE_PARTS: readonly unknown[] = ["image_url", "input_image", "image"];

/** How many tokens a prompt is counted as: a quarter of its characters, and a fixed number for each image. */
export function countTokens(prompt: unknown): number {
  const { characters, images, numbers } = measure(prompt);
  return Math.max(1, Math.ceil(characters / CHARACTERS_PER_TOKEN) + images * IMAGE_TOKENS + numbers);
}

/** Whether any part of a prompt is a picture. */
export function hasImage(prompt: unknown): boolean {
  return measure(prompt).images > 0;
}

type Measure = { characters: number; images: number; numbers: number };

function measure(value: unknown): Measure {
  const sum: Measure = { characters: 0, images: 0, numbers: 0 };
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === "string") sum.characters += next.length;
    // Embeddings may be asked for by the numbers of tokens.
    else if (typeof next === "number") sum.numbers += 1;
    else if (typeof next === "object" && next !== null) {
      if ("type" in next && IMAGE_PARTS.includes(next.type)) sum.images += 1;
      else for (const part of Object.values(next)) waiting.push(part);
    }
  }
  return sum;
}
