import { AppError } from "@/lib/contract/error";
import { type Prompt, promptLineSchema } from "./prompt";

const PROMPTS_MAX = 100_000;

/** Reads prompts, one JSON object a line; empty lines count but say nothing. Throws INVALID naming the line and field that is wrong. */
export function readPrompts(text: string, name: string): Prompt[] {
  const prompts: Prompt[] = [];
  const lines = new Map<string, number>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const number = index + 1;
    const prompt = parseLine(line, `${name}, line ${number}`);
    const earlier = lines.get(prompt.id);
    if (earlier !== undefined) {
      throw invalid(`${name}, line ${number}: id: "${prompt.id}" is that of line ${earlier} too`);
    }
    lines.set(prompt.id, number);
    prompts.push(prompt);
    if (prompts.length > PROMPTS_MAX) throw invalid(`${name} has more than ${PROMPTS_MAX} prompts`);
  }
  if (prompts.length === 0) throw invalid(`${name} has no prompts`);
  return prompts;
}

function parseLine(line: string, place: string): Prompt {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw invalid(`${place}: is no JSON`);
  }
  const parsed = promptLineSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") ?? "";
  throw invalid(`${place}: ${field === "" ? "" : `${field}: `}${issue?.message ?? "is no prompt"}`);
}

const invalid = (message: string) => new AppError("INVALID", message);
