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

/** The same again would be answered the same. Whatever else goes wrong, a revoked key too, may be mended: logs wait. */
const FINAL = new Set([400, 413, 422]);
const BATCH = 1_000;
const PATIENCE_MS = 10_000;
let wake = () => {};

/** Sends what waits, for as long as it is given; an id is stored once. Await it before the process ends. */
export async function flushLogs(patienceMs = PATIENCE_MS): Promise<void> {
  wake();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  await Promise.race([sendLogs(), late]).finally(() => clearTimeout(timer));
}

function sendLogs(): Promise<void> {
  sending ??= sendAll().finally(() => {
    sending = undefined;
  });
  return sending;
}

/** Until nothing waits: in halves where it is too much at once, and after each failure twice as late, up to a minute. */
async function sendAll(): Promise<void> {
  let [size, waitMs] = [BATCH, 1_000];
  while (waiting.length > 0) {
    const batch = waiting.slice(0, size);
    const sent = {
      method: "POST",
      headers: HEADERS,
      body: JSON.stringify(batch),
      signal: AbortSignal.timeout(PATIENCE_MS),
    };
    const reply = await fetch(URL_OF_LOGS, sent).catch(() => undefined);
    const { rejected, error } = Object(await reply?.json().catch(() => undefined));
    const isSettled = reply !== undefined && (FINAL.has(reply.status) || (reply.ok && Array.isArray(rejected)));
    if (!isSettled) {
      complain(`logs wait, since it ${reply ? `answers ${reply.status}` : "cannot be reached"}`);
      await Promise.race([pause(waitMs), new Promise<void>((resolve) => (wake = resolve))]);
      waitMs = Math.min(waitMs * 2, 60_000);
    } else if (reply.status === 413 && batch.length > 1) size = Math.ceil(batch.length / 2);
    else {
      const settled = new Set(batch);
      waiting = waiting.filter((record) => !settled.has(record));
      [size, waitMs] = [BATCH, 1_000];
      const reason = rejected?.[0]?.errors[0];
      if (reason) complain(`records are rejected: ${reason.path} ${reason.message}`);
      else if (!reply.ok) complain(`logs are rejected with ${reply.status}: ${error?.message ?? ""}`);
    }
  }
}

/** Keeps no process from ending. */
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());

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
    void sendLogs();
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
