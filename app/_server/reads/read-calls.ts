import type { AnswerPath, AnswerQuery } from "@/app/_server/reads/answers";
import type { CallerContext } from "@/db/readers/caller-context";

/** A question as it crosses to the thread; `id` is for `leave`. */
export type AskedRead = {
  [Path in AnswerPath]: { id: number; path: Path; query: AnswerQuery<Path>; caller: CallerContext["caller"] };
}[AnswerPath];

/** What the thread of the reads is asked. */
export type ReadCalls = {
  /** The answer as JSON. */
  answer: (asked: AskedRead) => Promise<Uint8Array<ArrayBuffer>>;
  /** Ends what is read for one who left; resolves at once. */
  leave: (id: number) => Promise<void>;
  end: (input: null) => Promise<void>;
};
