import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const PROGRAM = join(import.meta.dirname, "..", "python", "run_scenarios.py");

/** What the Python port answers to each question, all asked of one process. */
export async function askPort(questions: readonly unknown[]): Promise<unknown[]> {
  const python = spawn("python3", ["-B", PROGRAM], { stdio: ["pipe", "pipe", "inherit"] });
  const closed = once(python, "close");
  const answers = text(python.stdout);
  python.stdin.end(questions.map((question) => `${JSON.stringify(question)}\n`).join(""));
  const [code] = await closed;
  if (code !== 0) throw new Error(`python3 ended with ${code}`);
  return (await answers)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}
