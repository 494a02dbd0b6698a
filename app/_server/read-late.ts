import type { LateAnswer } from "@/components/shell/late-answers";
import type { ReadInput, ReadReply } from "@/lib/client/read-types";
import { type PagePath, readForPage } from "./prefetch";

/** Asks for what a page shows later than the rest: LateAnswers hands it over. The page is not held up by it. */
export function readLate<Path extends PagePath>(path: Path, input: ReadInput<Path>): LateAnswer {
  // What stands under a path answers its operation; TypeScript sees all of them at once.
  const answer = readForPage(path, input).catch(() => null) as Promise<ReadReply<Path> | null>;
  return { path, input, answer } as LateAnswer;
}
