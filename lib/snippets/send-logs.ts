// Beside openai-fetch.ts: the records that wait for Switchyard, through whatever it answers.
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

const WAITING_MAX = 20_000;

/** Has a record sent soon, with what else waits; the oldest of too many is lost. */
export function sendLog(record: object): void {
  waiting = [...waiting.slice(1 - WAITING_MAX), record];
  void sendLogs();
}

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
      const reason = rejected?.[0]?.errors?.[0];
      if (reason) complain(`records are rejected: ${reason.path} ${reason.message}`);
      else if (!reply.ok) complain(`logs are rejected with ${reply.status}: ${error?.message ?? ""}`);
    }
  }
}

/** Keeps no process from ending. */
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
