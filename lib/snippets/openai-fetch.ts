// new OpenAI({ fetch: loggedFetch }): every attempt the SDK makes, its retries too, becomes one record.
import { sendLog } from "./send-logs";

export { flushLogs } from "./send-logs";

/** So much is read ahead of a caller who takes their time, so that a first token is seen when it comes. */
const AHEAD_BYTES = 64 * 1024;
/** A line, or an answer that is no stream, longer than this is not read. */
const TEXT_MAX = 16 * 1024 * 1024;
/** These make no text, and are asked as they are. */
const OTHER_CALLS = /\/(images|audio|videos|moderations|fine_tuning)\b/;

/** Asks as fetch does; the answer is passed on as it comes, and read on its way. */
export async function loggedFetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const asked = parse(typeof init.body === "string" ? init.body : "");
  const model = textIn(asked?.model);
  const url = String(input instanceof Request ? input.url : input);
  // Lists of models, files and the like ask no model anything.
  if (!model || init.method?.toUpperCase() !== "POST" || OTHER_CALLS.test(url)) return fetch(input, init);
  const begin = performance.now();
  const sinceBegin = () => Math.round((performance.now() - begin) * 1_000) / 1_000;
  const record = {
    id: crypto.randomUUID(),
    started_at: new Date().toISOString(),
    model,
    app: process.env.SWITCHYARD_APP ?? "default",
    streamed: asked?.stream === true,
    attempt: Number(new Headers(init.headers).get("x-stainless-retry-count") ?? 0) + 1,
    ...(/\/embeddings\b/.test(url) && { tags: ["operation:embedding"] }),
  };
  const end = (more: object) => {
    sendLog({ ...record, duration_ms: sinceBegin(), ...more });
  };

  // The SDK ends a call the same way whether its time is up or its caller has gone.
  const timeoutMs = 1_000 * Number(new Headers(init.headers).get("x-stainless-timeout") ?? Number.NaN);
  const outcomeOfFailure = () => {
    if (!init.signal?.aborted) return "server_error";
    return sinceBegin() >= timeoutMs ? "timeout" : "cancelled";
  };
  const response = await fetch(input, init).catch((error: Error) => {
    end({ outcome: outcomeOfFailure(), error_code: error.name });
    throw error;
  });
  if (!response.ok || !response.body) {
    end({ http_status: response.status });
    return response;
  }
  const type = response.headers.get("content-type") ?? "";
  const isStream = /event-stream/i.test(type) || (record.streamed && !/json/i.test(type));
  const answer = new AnswerReader(isStream ? "stream" : /json/i.test(type) ? "json" : "other", sinceBegin);
  const body = passOn(response.body, init.signal, answer, (how) => {
    const broken = how === "whole" ? undefined : how === "left" ? "cancelled" : outcomeOfFailure();
    end({ http_status: response.status, streamed: isStream, ...answer.end(broken) });
  });
  return Object.defineProperty(new Response(body, response), "url", { value: response.url });
}

type Bytes = ReadableStream<Uint8Array<ArrayBuffer>>;

/** The same bytes, read on their way. Whoever leaves them leaves the provider too. */
function passOn(body: Bytes, signal: RequestInit["signal"], answer: AnswerReader, onEnd: (how: string) => void) {
  const reader = body.getReader();
  let isOver = false;
  const end = (how: "whole" | "left" | "failed") => {
    signal?.removeEventListener("abort", onAbort);
    if (!isOver) onEnd(how);
    isOver = true;
  };
  const onAbort = () => end("failed");
  signal?.addEventListener("abort", onAbort);
  const source: UnderlyingByteSource = {
    type: "bytes",
    async pull(controller) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        end("failed");
        throw error;
      });
      if (done) {
        end("whole");
        controller.close();
        controller.byobRequest?.respond(0);
      } else {
        answer.read(value);
        controller.enqueue(value);
      }
    },
    cancel(reason) {
      end("left");
      return reader.cancel(reason);
    },
  };
  return new ReadableStream(source, { highWaterMark: AHEAD_BYTES });
}

type Fields = Record<string, unknown>;
const fieldsIn = (value: unknown): Fields => Object(value);
const listIn = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fieldsIn) : []);
const textIn = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

function parse(text: string): Fields | undefined {
  try {
    return fieldsIn(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Keeps of an answer its model, its tokens, when its first token came and how it ended: nothing else. */
class AnswerReader {
  #kind: "stream" | "json" | "other";
  readonly #sinceBegin: () => number;
  readonly #decoder = new TextDecoder();
  /** The line that has begun or, where it is no stream, all of it. */
  #text = "";
  #data: string[] = [];
  #event = "";
  #ttftMs: number | undefined;
  #model: string | undefined;
  #usage: Fields | undefined;
  #error: Fields | undefined;
  #isDone = false;

  constructor(kind: "stream" | "json" | "other", sinceBegin: () => number) {
    this.#kind = kind;
    this.#sinceBegin = sinceBegin;
  }

  read(bytes: Uint8Array): void {
    const more = this.#decoder.decode(bytes, { stream: true });
    this.#text = this.#text.length > TEXT_MAX ? "" : this.#text + more;
    if (this.#text === "" && more && this.#kind === "json") this.#kind = "other";
    if (this.#kind === "stream" && /[\r\n]/.test(more)) this.#readLines();
  }

  /** What a record says of it; `broken` is the outcome where it did not come to its end by itself. */
  end(broken: string | undefined): Fields {
    if (this.#kind === "stream") this.#readLines("\n\n");
    const whole = this.#kind === "stream" ? undefined : parse(this.#text);
    if (whole) this.#take(whole);
    const reported = { ...(this.#model && { model: this.#model }), ...tokensOf(this.#usage ?? {}) };
    if (this.#error) return { ...reported, ...failureOf(this.#error) };
    const isWhole = this.#isDone || whole || (this.#kind === "other" && !broken);
    return isWhole ? { ...reported, ttft_ms: this.#ttftMs } : { ...reported, outcome: broken ?? "server_error" };
  }

  #readLines(last = ""): void {
    // The last line end may be but half of one.
    const lines = (this.#text + last).split(/\r\n|\n|\r(?!$)/);
    this.#text = lines.pop() ?? "";
    for (const line of lines) {
      const [field, value] = [line.split(":", 1)[0], line.slice(line.indexOf(":") + 1).replace(/^ /, "")];
      if (field === "event") this.#event = value;
      else if (value.trim() === "[DONE]") this.#isDone = true;
      else if (field === "data") this.#data.push(value);
      else if (line === "") this.#dispatch();
    }
  }

  #dispatch(): void {
    const part = parse(this.#data.join("\n"));
    if (part) this.#take(this.#event === "error" && !part.error ? { error: part } : part);
    [this.#data, this.#event] = [[], ""];
  }

  /** An answer, a chunk of a chat's stream, or an event of the Responses API, which holds the answer. */
  #take(part: Fields): void {
    const answer = part.response ? fieldsIn(part.response) : part;
    const type = textIn(part.type) ?? "";
    const reasons = listIn(part.choices).flatMap(({ finish_reason }) => textIn(finish_reason) ?? []);
    // Azure's first chunk lists its filters and names no model.
    this.#model ??= textIn(answer.model);
    if (answer.usage) this.#usage = fieldsIn(answer.usage);
    const failed = reasons.find((reason) => /^error$|_error$/.test(reason));
    if (failed) this.#error ??= fieldsIn(answer.error || { type: failed });
    if (answer.error || type === "error") this.#error ??= fieldsIn(answer.error || part);
    if (isToken(part, type)) this.#ttftMs ??= this.#sinceBegin();
    const isCounted = Array.isArray(part.choices) && part.choices.length === 0 && Boolean(part.usage);
    if (/^response\.(completed|incomplete|failed)$/.test(type) || reasons.length > 0 || isCounted) this.#isDone = true;
  }
}

/** Text, reasoning or a tool that is called: what a model says, where a first chunk often says nothing but whose turn it is. */
function isToken(part: Fields, type: string): boolean {
  if (type.endsWith(".delta")) return textIn(part.delta) !== undefined;
  if (type === "response.output_item.added") return /_call$/.test(textIn(fieldsIn(part.item).type) ?? "");
  return listIn(part.choices).some(({ delta, text }) => {
    const said = Object.entries(fieldsIn(delta)).filter(([name]) => name !== "role");
    return textIn(text) !== undefined || said.some(([, value]) => Object.keys(Object(value)).length > 0);
  });
}

function tokensOf(usage: Fields): Fields {
  const input = fieldsIn(usage.prompt_tokens_details ?? usage.input_tokens_details);
  const output = fieldsIn(usage.completion_tokens_details ?? usage.output_tokens_details);
  const counts = {
    input_tokens: usage.prompt_tokens ?? usage.input_tokens,
    cached_input_tokens: input.cached_tokens,
    cache_write_tokens: input.cache_write_tokens,
    output_tokens: usage.completion_tokens ?? usage.output_tokens,
    reasoning_tokens: output.reasoning_tokens,
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => Number.isInteger(count)));
}

const OUTCOMES = [
  [/rate.?limit|quota/i, "rate_limited"],
  [/time.?out/i, "timeout"],
  [/invalid.?(request|prompt)|context.?length|content.?(filter|policy)/i, "client_error"],
] as const;

/** How an error within an answer counts; a code may be a status. Its message may quote a prompt. */
function failureOf({ code, type }: Fields): Fields {
  const error_code = [code, type].find((word) => typeof word === "string" && /^[a-z][\w.-]{0,63}$/i.test(word));
  if (/^[45]\d\d$/.test(String(code))) return { http_status: Number(code), error_code };
  const outcome = OUTCOMES.find(([pattern]) => pattern.test(String(error_code)))?.[1] ?? "server_error";
  return { outcome, error_code };
}
