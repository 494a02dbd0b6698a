// new OpenAI({ fetch: loggedFetch }): every attempt the SDK makes, its retries too, becomes one record.
const URL_OF_LOGS = `${process.env.SWITCHYARD_URL}/api/v1/logs`;
const HEADERS = { authorization: `Bearer ${process.env.SWITCHYARD_API_KEY}`, "content-type": "application/json" };

let waiting: object[] = [];
let sending: Promise<void> | undefined;
let complaint = "";

/** Says a problem once, not with every batch that has it. */
function complain(what: string): void {
  if (what !== complaint) process.emitWarning(what, "Switchyard");
  complaint = what;
}

/** Sends what waits; on any doubt again, since an id is stored once. Await it before the process ends. */
export function flushLogs(): Promise<void> {
  sending ??= (async () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, 1_000);
      const sent = { method: "POST", headers: HEADERS, body: JSON.stringify(batch) };
      const reply = await fetch(URL_OF_LOGS, sent).catch(() => undefined);
      const told = await reply?.json().catch(() => undefined);
      if (reply && reply.status < 500 && reply.status !== 429) {
        waiting = waiting.slice(batch.length);
        const reason = told?.rejected?.[0]?.errors[0];
        if (reason) complain(`records are refused: ${reason.path} ${reason.message}`);
        else if (!reply.ok) complain(`logs are refused with ${reply.status}: ${told?.error?.message ?? ""}`);
      } else {
        complain(`logs wait, since it ${reply ? `answers ${reply.status}` : "cannot be reached"}`);
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      }
    }
  })().finally(() => {
    sending = undefined;
  });
  return sending;
}

export async function loggedFetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const asked = JSON.parse(typeof init.body === "string" ? init.body : "{}");
  const begin = performance.now();
  const sinceBegin = () => Math.round((performance.now() - begin) * 1_000) / 1_000;
  const record = {
    id: crypto.randomUUID(),
    started_at: new Date().toISOString(),
    model: asked.model ?? "unknown",
    app: process.env.SWITCHYARD_APP ?? "default",
    streamed: asked.stream === true,
    attempt: Number(new Headers(init.headers).get("x-stainless-retry-count") ?? 0) + 1,
  };
  const end = (more: object) => {
    waiting = [...waiting.slice(-20_000), { ...record, duration_ms: sinceBegin(), ...more }];
    void flushLogs();
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
  const [ours, theirs] = response.body.tee();
  void readAnswer(ours, record.streamed, sinceBegin).then(
    ({ model = record.model, ...told }) => end({ http_status: response.status, model, ...told }),
    () => end({ outcome: outcomeOfFailure() }),
  );
  return new Response(theirs, response);
}

/** The model and tokens an answer names, and when its first text came: nothing else of it is kept. */
async function readAnswer(body: ReadableStream<Uint8Array>, streamed: boolean, sinceBegin: () => number) {
  let text = "";
  let ttft_ms: number | undefined;
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    if (streamed && ttft_ms === undefined && /"content":\s*"[^"]/.test(text)) ttft_ms = sinceBegin();
  }
  const parts = streamed ? text.split("\n").filter((line) => /^data: *\{/.test(line)) : [text];
  const answers = parts.map((part) => JSON.parse(part.replace(/^data: */, "")));
  const usage = answers.findLast((answer) => answer.usage)?.usage;
  return {
    ttft_ms,
    // Azure's first chunk tells of its filters and names no model.
    model: answers.find((answer) => answer.model)?.model,
    input_tokens: usage?.prompt_tokens,
    cached_input_tokens: usage?.prompt_tokens_details?.cached_tokens,
    output_tokens: usage?.completion_tokens,
    reasoning_tokens: usage?.completion_tokens_details?.reasoning_tokens,
  };
}
