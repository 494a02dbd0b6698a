import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import type { Candidate, RouteSetup, RouteTarget } from "../route-target";

type Body = { model: string; stream?: boolean };
/** What an upstream answered: all of it, or the error that is passed on. */
type Reply = { status: number; type: string; text: string; isGood: boolean };

/** What a busy machine may take of a limit that is a fraction of a second here. */
const BUSY_MS = 250;
/** Errors that are the caller's own, whom no other model helps. */
const PASSED_ON = /content_policy_violation/;

export type SmallRouter = RouteTarget & { close: () => Promise<void> };

/**
 * The least router that passes every scenario: it asks one candidate after the other, holds each answer back until it is
 * whole, and leaves an upstream whose first token or next event is late, or whose caller has left.
 *
 * With `isCareless` it takes whatever comes with status 200 for an answer.
 */
export async function startSmallRouter({ isCareless = false } = {}): Promise<SmallRouter> {
  const setups = new Map<string, RouteSetup>();
  const server = createServer(async (request, response) => {
    const left = new AbortController();
    response.on("close", () => left.abort());
    // Only these tests call it.
    const body = (await json(request)) as Body;
    const setup = setups.get(body.model);
    if (setup) await answer(setup, { request, response, body, left: left.signal, isCareless });
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    declare: async (setup) => {
      setups.set(setup.name, setup);
      const remove = async () => void setups.delete(setup.name);
      return { baseUrl: `http://127.0.0.1:${port}/v1`, model: setup.name, headers: {}, remove };
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

type Asked = { request: IncomingMessage; response: ServerResponse; body: Body; left: AbortSignal; isCareless: boolean };

async function answer(setup: RouteSetup, asked: Asked): Promise<void> {
  const { response, left, isCareless } = asked;
  let last: Reply | null = null;
  for (const candidate of setup.candidates) {
    last = (await ask(candidate, setup, asked).catch(() => null)) ?? last;
    if (left.aborted) return;
    if (last?.isGood || PASSED_ON.test(last?.text ?? "") || (isCareless && last?.status === 200)) break;
  }
  const error = JSON.stringify({ error: { message: "No upstream answered", type: "server_error", code: null } });
  const { status, type, text } = last ?? { status: 502, type: "application/json", text: error };
  response.writeHead(status, { "content-type": type }).end(text);
}

async function ask(candidate: Candidate, { limits }: RouteSetup, { body, left }: Asked): Promise<Reply> {
  const stop = new AbortController();
  const late = () => stop.abort();
  left.addEventListener("abort", late);
  let timer = setTimeout(late, limits.firstTokenMs + BUSY_MS);
  try {
    const upstream = await fetch(`${candidate.baseUrl}/chat/completions`, {
      method: "POST",
      headers: { authorization: "Bearer small", "content-type": "application/json" },
      body: JSON.stringify({ ...body, model: candidate.model }),
      signal: stop.signal,
    });
    let text = "";
    const decoder = new TextDecoder();
    for await (const chunk of upstream.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      // Headers and an empty beginning are no token.
      if (!/"content":"[^"]/.test(text)) continue;
      clearTimeout(timer);
      timer = setTimeout(late, limits.idleMs + BUSY_MS);
    }
    const type = upstream.headers.get("content-type") ?? "";
    return { status: upstream.status, type, ...(type.startsWith("text/event-stream") ? mend(text) : whole(text)) };
  } finally {
    clearTimeout(timer);
    left.removeEventListener("abort", late);
  }
}

const whole = (text: string) => ({ text, isGood: text.includes('"finish_reason":"') });

/** The events that can be read, with an end mark. */
function mend(text: string): Pick<Reply, "text" | "isGood"> {
  const events = text.split("\n\n").filter((event) => event !== "data: [DONE]" && isJson(event.slice(5)));
  const isGood = whole(text).isGood && !events.some((event) => event.startsWith('data: {"error"'));
  return { text: `${[...events, "data: [DONE]"].join("\n\n")}\n\n`, isGood };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
