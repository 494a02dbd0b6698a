import { fnv1a32 } from "@/lib/breaker/fnv1a";
import { seededRandom } from "@/lib/domain/seeded-random";
import type { Call } from "../call";

/** The vectors of a call: of length 1, the same for the same call and seed. */
export function embeddingsBody(call: Call, seed: number, { hasUsage }: { hasUsage: boolean }): object {
  const { count = 0, dimensions = 0, isBase64 = false } = call.vectors ?? {};
  const data = Array.from({ length: count }, (_, index) => {
    const vector = unitVector(fnv1a32(`${seed} ${call.hash} ${index}`), dimensions);
    const embedding = isBase64 ? Buffer.from(vector.buffer).toString("base64") : [...vector];
    return { object: "embedding", index, embedding };
  });
  const usage = { prompt_tokens: call.inputTokens, total_tokens: call.inputTokens };
  return { object: "list", data, model: call.model, ...(hasUsage && { usage }) };
}

function unitVector(seed: number, dimensions: number): Float32Array {
  const random = seededRandom(seed);
  const vector = Float32Array.from({ length: dimensions }, () => random() - 0.5);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
