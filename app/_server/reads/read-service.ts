import { callerContext } from "@/db/readers/caller-context";
import { processWide } from "@/lib/process-wide";
import { requireReady, type Service } from "../runtime";
import { CallThread } from "../threads/call-thread";
import type { AnswerPath, AnswerQuery, AnswerReply } from "./answers";
import { computeAnswer } from "./compute-answer";
import type { AskedRead, ReadCalls } from "./read-calls";

type Shared = { thread: CallThread<ReadCalls>; asked: number };

const shared = processWide<Shared>("reads");

/** The answer as JSON, computed on a thread of its own; given up when the caller leaves. */
async function readAnswer<Path extends AnswerPath>(
  path: Path,
  query: AnswerQuery<Path>,
): Promise<Uint8Array<ArrayBuffer>> {
  requireReady();
  const service = shared.get();
  // Where nothing was started, as in tests.
  if (!service) return computeAnswer(path, query);
  const { thread } = service;
  const context = callerContext();
  const id = service.asked++;
  const leave = () => void thread.call("leave", id).catch(() => undefined);
  // The query is that of the path, which is more than TypeScript can follow.
  const asked = { id, path, query, caller: context?.caller ?? null } as AskedRead;
  const answer = thread.call("answer", asked);
  if (context?.signal.aborted) leave();
  context?.signal.addEventListener("abort", leave, { once: true });
  try {
    return await answer;
  } finally {
    context?.signal.removeEventListener("abort", leave);
  }
}

/** The same as values, for what is shown or written in another form. */
export async function readAnswerValues<Path extends AnswerPath>(
  path: Path,
  query: AnswerQuery<Path>,
): Promise<AnswerReply<Path>> {
  // Checked against the contract before it became JSON.
  return JSON.parse(new TextDecoder().decode(await readAnswer(path, query))) as AnswerReply<Path>;
}

/** What a route sends. */
export async function answerRead<Path extends AnswerPath>(path: Path, query: AnswerQuery<Path>): Promise<Response> {
  return new Response(await readAnswer(path, query), { headers: { "content-type": "application/json" } });
}

/** Computes answers on a thread, so that decoding a hundred thousand rows holds up no router's poll. */
export const readService: Service = {
  name: "reads",
  start: async ({ env }) => {
    shared.set({ thread: new CallThread<ReadCalls>("read-thread", env), asked: 0 });
  },
  stop: async () => {
    const thread = shared.get()?.thread;
    shared.set(undefined);
    await thread?.call("end", null).catch(() => undefined);
    await thread?.stop();
  },
};
