import { z } from "zod";
import { seededRandom } from "@/lib/domain/seeded-random";

const MAX_DEPTH = 5;
const PIECE_LENGTH = 4;
const schemaOf = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
});

/** Arguments that a JSON schema allows as far as its types, enumerations and properties go, the same for the same seed. */
export function toolArguments(schema: unknown, seed: number): unknown {
  return exampleOf(schema ?? { type: "object" }, seededRandom(seed), 0);
}

/** A text as a model would stream it: a few characters a token. */
export function piecesOf(text: string): string[] {
  const characters = [...text];
  const pieces = Math.ceil(characters.length / PIECE_LENGTH);
  return Array.from({ length: pieces }, (_, i) => characters.slice(i * PIECE_LENGTH, (i + 1) * PIECE_LENGTH).join(""));
}

function exampleOf(given: unknown, random: () => number, depth: number): unknown {
  const schema = schemaOf.safeParse(given).data ?? {};
  if (schema.enum && schema.enum.length > 0) return schema.enum[Math.floor(random() * schema.enum.length)];
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "integer") return Math.floor(random() * 100);
  if (type === "number") return Math.round(random() * 1_000) / 10;
  if (type === "boolean") return random() < 0.5;
  if (type === "null") return null;
  if (type === "array") return depth < MAX_DEPTH ? [exampleOf(schema.items, random, depth + 1)] : [];
  if (type === "string") return `text-${Math.floor(random() * 1_000)}`;
  const properties = depth < MAX_DEPTH ? Object.entries(schema.properties ?? {}) : [];
  return Object.fromEntries(properties.map(([name, property]) => [name, exampleOf(property, random, depth + 1)]));
}
