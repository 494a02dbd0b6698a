import { type CallerContext, callerContext } from "@/db/readers/caller-context";
import { FairQueue } from "@/db/readers/fair-queue";
import { SECOND_MS } from "@/lib/domain/time/units";
import { currentLocale } from "@/lib/messages/locale";
import { processWide } from "@/lib/process-wide";
import { requireReady, type Service } from "../runtime";
import { CallThread } from "../threads/call-thread";
import type { AnswerPath, AnswerQuery, AnswerReply } from "./answers";
import { AskLimit } from "./ask-limit";
import { computeAnswer } from "./compute-answer";
import { questionKey } from "./question-key";
import type { AskedRead, ReadCalls } from "./read-calls";
import { readConnections } from "./read-connections";
import { shareAnswers } from "./share-answers";

type Answer = Uint8Array<ArrayBuffer>;
type Asker = { signal: AbortSignal | null; caller: CallerContext["caller"] };
type Shared = {
  thread: CallThread<ReadCalls>;
  asked: number;
  share: ReturnType<typeof shareAnswers<Answer, Asker>>;
  turns: FairQueue;
  asking: AskLimit;
};

const shared = processWide<Shared>("reads");

/** Whoever would wait longer for their turn is told to come back: what they see meanwhile says as of when it is. */
const TURN_WITHIN_MS = 3 * SECOND_MS;
/** While one waits for the database another decodes. */
const ANSWERS_PER_CONNECTION = 2;
const WAITING = 1_000;
const WAITING_OF_ONE = 200;
/** Each has a copy of its answer made, also of those who ask the same. */
const ASKING_OF_ONE = 200;

/**
 * The answer as JSON, computed on a thread of its own, once for all who ask the same at the time (see shareAnswers); given up when
 * the last of them leaves.
 *
 * Callers, each user or key, take turns; RATE_LIMITED where theirs does not come within three seconds.
 */
async function readAnswer<Path extends AnswerPath>(path: Path, query: AnswerQuery<Path>): Promise<Answer> {
  requireReady();
  const service = shared.get();
  // Where nothing was started, as in tests.
  if (!service) return computeAnswer(path, query);
  const context = callerContext();
  const who = { signal: context?.signal ?? null, caller: context?.caller ?? null };
  const question = questionKey({ path, query, locale: currentLocale(), scopes: who.caller?.scopes ?? [] });
  return service.asking.hold(who.caller?.id ?? "", () =>
    service.share(question, who, ({ signal, askers }) => {
      // Whoever has filled their line holds up nobody who asks the same.
      const caller = nextInTurn(askers, service.turns);
      return service.turns.run(caller?.id ?? "", signal, () => {
        // The query is that of the path, which is more than TypeScript can follow.
        const asked = { id: service.asked++, path, query, caller } as AskedRead;
        return askThread(service.thread, asked, signal);
      });
    }),
  );
}

function nextInTurn(askers: readonly Asker[], turns: FairQueue): Asker["caller"] {
  const waitingOf = ({ caller }: Asker) => turns.waitingOf(caller?.id ?? "");
  return askers.toSorted((a, b) => waitingOf(a) - waitingOf(b))[0]?.caller ?? null;
}

async function askThread(thread: CallThread<ReadCalls>, asked: AskedRead, signal: AbortSignal): Promise<Answer> {
  const leave = () => void thread.call("leave", asked.id).catch(() => undefined);
  const answer = thread.call("answer", asked);
  if (signal.aborted) leave();
  signal.addEventListener("abort", leave, { once: true });
  try {
    return await answer;
  } finally {
    signal.removeEventListener("abort", leave);
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
    const { onThread } = readConnections(env.databasePoolMax);
    const turns = new FairQueue({
      running: onThread * ANSWERS_PER_CONNECTION,
      // However much one asks, others' answers begin at once.
      runningOfOne: onThread,
      waiting: WAITING,
      waitingOfOne: WAITING_OF_ONE,
      waitMs: TURN_WITHIN_MS,
    });
    shared.set({
      thread: new CallThread<ReadCalls>("read-thread", env),
      asked: 0,
      ...{ share: shareAnswers(), turns, asking: new AskLimit({ ofOne: ASKING_OF_ONE }) },
    });
  },
  stop: async () => {
    const thread = shared.get()?.thread;
    shared.set(undefined);
    await thread?.call("end", null).catch(() => undefined);
    await thread?.stop();
  },
};
