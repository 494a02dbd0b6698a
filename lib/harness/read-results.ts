import { createReadStream } from "node:fs";
import { AppError } from "@/lib/contract/error";
import { type Result, resultSchema } from "./result";

const NEWLINE = 0x0a;

/**
 * The results of a file, none where there is no file, and how many bytes their lines are. A last line without its end is left out.
 *
 * Throws INVALID naming the line that is no result.
 */
export async function readResults(path: string): Promise<{ results: Result[]; bytes: number }> {
  const results: Result[] = [];
  let bytes = 0;
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(path)) {
      rest = Buffer.concat([rest, chunk]);
      let from = 0;
      for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE, from)) {
        results.push(parseResult(rest.toString("utf8", from, end), `${path}, line ${results.length + 1}`));
        from = end + 1;
      }
      bytes += from;
      rest = rest.subarray(from);
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return { results: [], bytes: 0 };
    throw error;
  }
  return { results, bytes };
}

function parseResult(line: string, place: string): Result {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new AppError("INVALID", `${place}: is no JSON`);
  }
  const parsed = resultSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError("INVALID", `${place}: ${issue?.path.join(".")}: ${issue?.message}`);
}
