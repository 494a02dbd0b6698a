import { once } from "node:events";
import type { Answer } from "./answer";
import type { Behaviour } from "./behaviour";
import type { Api } from "./call";
import type { SimulatedClock } from "./clock";
import type { Exchange } from "./exchange";
import type { Format } from "./formats/format";
import { MALFORMED_EVENT } from "./formats/sse";
import { errorBody, REFUSALS } from "./refusal";

export type Performance = {
  api: Api;
  answer: Answer;
  format: Format;
  behaviour: Behaviour;
  headers: Readonly<Record<string, string>>;
  clock: SimulatedClock;
  /** Called with the tokens that were just sent. */
  onTokens: (tokens: number) => void;
};

/** Of the time to the first token, what passes until the headers and the stream's beginning are sent. */
const HEADERS_SHARE = 0.1;

/** Plays an answer as a stream at its model's pace, and resolves to whether it was played to its end. Rejects once the caller has left. */
export async function playStream(exchange: Exchange, play: Performance): Promise<boolean> {
  const { response, signal, cut } = exchange;
  const { answer, format, behaviour, clock } = play;
  const { breaks } = behaviour;
  const beganMs = clock.nowMs();
  let stalledMs = 0;
  const until = (ms: number) => clock.wait(beganMs + stalledMs + ms - clock.nowMs(), signal);
  const write = async (text: string) => {
    if (!response.write(text)) await once(response, "drain", { signal });
  };

  await until(behaviour.ttftMs * HEADERS_SHARE);
  response.writeHead(200, { ...play.headers, "content-type": "text/event-stream", "cache-control": "no-cache" });
  await write(format.opening());
  for (let index = 0; index < answer.pieces.length; index++) {
    if (breaks?.afterTokens === index) {
      if (breaks.kind === "cut") {
        cut();
        return false;
      }
      if (breaks.kind === "error") {
        response.end(format.failure(REFUSALS.unavailable));
        return false;
      }
      if (breaks.kind === "malformed") await write(MALFORMED_EVENT);
      stalledMs += breaks.stallMs;
    }
    await until(behaviour.ttftMs + index / behaviour.tokensPerMs);
    await write(format.piece(index));
    play.onTokens(1);
  }
  response.end(format.closing(behaviour));
  return true;
}

/** The same answer in one piece, once all of it has been thought of. */
export async function playWhole(exchange: Exchange, play: Performance): Promise<boolean> {
  const { response, signal, cut } = exchange;
  const { api, answer, format, behaviour, clock, headers } = play;
  const { breaks } = behaviour;
  await clock.wait(behaviour.ttftMs + answer.pieces.length / behaviour.tokensPerMs, signal);
  const isFailure = breaks?.kind === "error";
  const text = JSON.stringify(isFailure ? errorBody(api, REFUSALS.unavailable) : format.whole(behaviour));
  const body = Buffer.from(breaks?.kind === "malformed" ? text.slice(0, text.length / 2) : text);
  const half = body.subarray(0, body.length / 2);
  response.writeHead(200, { ...headers, "content-type": "application/json", "content-length": body.length });
  if (breaks?.kind === "cut" || breaks?.kind === "stall") response.write(half);
  if (breaks?.kind === "cut") {
    cut();
    return false;
  }
  if (breaks?.kind === "stall") await clock.wait(breaks.stallMs, signal);
  response.end(breaks?.kind === "stall" ? body.subarray(half.length) : body);
  if (!isFailure) play.onTokens(answer.outputTokens);
  return !isFailure;
}
