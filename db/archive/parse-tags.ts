import { z } from "zod";

const tagsSchema = z.array(z.string());

/** The tags of an archived attempt, which its file has as JSON. */
export function parseTags(json: string): string[] {
  return tagsSchema.parse(JSON.parse(json));
}
