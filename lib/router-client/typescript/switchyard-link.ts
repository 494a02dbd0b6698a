// A router's line to Switchyard: fetches the bundle, sends attempts, and reports. router.ts routes by it.
import { createHash, createPublicKey, verify } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { readBundleFile, writeBundleFile } from "./bundle-file";
import { type Bundle, isOlder, readBundle } from "./read-bundle";

export type LinkOptions = {
  url: string;
  /** A machine key with the scopes policies:read and logs:write. */
  key: string;
  /** The router's own name, one for each process. */
  router: string;
  /** Where the last good bundle survives a restart, sealed with `key`. */
  file?: string;
  /** Public keys in base64 by their ids: with them, nothing but a bundle signed by one of them is taken. */
  pinnedKeys?: Readonly<Record<string, string>>;
  pollSeconds?: number;
  flushSeconds?: number;
  heartbeatSeconds?: number;
  /** Attempts kept while Switchyard is away; beyond them the oldest are lost, and counted. */
  logsMax?: number;
  onProblem?: (problem: unknown) => void;
};
/** The breakers as a heartbeat has them: tier, region, model, state, since. */
export type BreakerReport = () => object[];

const HEARTBEAT_SECONDS = 15;
const BATCH = 1_000;
/** The same again would be answered the same. Whatever else goes wrong, a revoked key too, may be mended, and logs wait for it. */
const FINAL = new Set([400, 413, 422]);
const DIGEST_DIGITS = 16;
const TRANSITIONS_A_HEARTBEAT = 500;
const BREAKERS_A_HEARTBEAT = 2_000;
const TRANSITIONS_MAX = 5_000;
const PATIENCE_MS = 10_000;

export class SwitchyardLink {
  bundle: Bundle | null = null;
  lost = 0;
  #etag = "";
  #digest = "";
  #batch = BATCH;
  #confirmedMs = 0;
  #logs: object[] = [];
  #transitions: object[] = [];
  #report: BreakerReport = () => [];
  #keys: Readonly<Record<string, string>>;
  #ended = new AbortController();
  #flushing: Promise<void> | null = null;
  #beating: Promise<void> | null = null;
  readonly #options: LinkOptions;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#keys = options.pinnedKeys ?? {};
  }

  /** Has a bundle, if there is any to be had, when it resolves; then polls and reports until close(). */
  async start(report: BreakerReport): Promise<void> {
    const { file, pollSeconds = 10, flushSeconds = 1, heartbeatSeconds = HEARTBEAT_SECONDS } = this.#options;
    if (file) await this.#guard(() => this.#startFrom(file));
    await this.#guard(() => this.poll());
    void this.#every(pollSeconds, () => this.poll());
    void this.#every(flushSeconds, () => this.flush());
    this.#report = report;
    void this.#every(heartbeatSeconds, () => this.#heartbeat(), 0);
  }

  /** Ends what start() began, and sends what waits for as long as it is given. */
  async close(patienceMs = PATIENCE_MS): Promise<void> {
    this.#ended.abort();
    const untilMs = Date.now() + patienceMs;
    do await this.#guard(() => this.flush());
    while (this.#logs.length > 0 && Date.now() < untilMs && (await delay(200, true)));
    await this.#beating?.catch(() => {});
    if (this.#transitions.length > 0) await this.#guard(() => this.#heartbeat());
  }

  logAttempt(record: object): void {
    this.#logs.push(record);
    const tooMany = this.#logs.length - (this.#options.logsMax ?? 100_000);
    if (tooMany <= 0) return;
    this.#logs.splice(0, tooMany);
    this.lost += tooMany;
  }

  logTransition(transition: object): void {
    this.#transitions = [...this.#transitions, transition].slice(-TRANSITIONS_MAX);
  }

  /** Takes the active bundle; on any doubt about it, the last good one stays. */
  async poll(): Promise<void> {
    const reply = await this.#ask("/api/v1/policies", { headers: this.#etag ? { "if-none-match": this.#etag } : {} });
    if (reply.status !== 304) {
      if (!reply.ok) throw new Error(`The bundle was answered ${reply.status}`);
      const body = Buffer.from(await reply.arrayBuffer());
      const signature = reply.headers.get("switchyard-signature");
      await this.#verify(body, signature);
      this.#take(body, reply.headers.get("etag") ?? "");
      const { file, key } = this.#options;
      if (file) await writeBundleFile(file, key, { body, signature });
    }
    this.#confirmedMs = Date.now();
  }

  /** Sends what waits. What is not settled waits on, to be sent again: an id is stored once. */
  flush(): Promise<void> {
    this.#flushing ??= this.#sendLogs().finally(() => {
      this.#flushing = null;
    });
    return this.#flushing;
  }

  async #sendLogs(): Promise<void> {
    while (this.#logs.length > 0) {
      const batch = this.#logs.slice(0, this.#batch);
      const reply = await this.#post("/api/v1/logs", batch);
      if (reply.status === 413 && batch.length > 1) {
        this.#batch = Math.ceil(batch.length / 2);
        continue;
      }
      if (!reply.ok && !FINAL.has(reply.status)) throw new Error(`Logs were answered ${reply.status}, and wait`);
      // An answer of somebody in between is none.
      const { rejected } = Object(await reply.json().catch((error) => (reply.ok ? Promise.reject(error) : {})));
      if (reply.ok && !Array.isArray(rejected)) throw new Error("Logs were not answered by Switchyard, and wait");
      const settled = new Set(batch);
      this.#logs = this.#logs.filter((record) => !settled.has(record));
      this.#batch = BATCH;
      if (Array.isArray(rejected)) {
        if (rejected.length > 0) this.#options.onProblem?.(rejected);
      } else {
        this.lost += batch.length;
        this.#options.onProblem?.(new Error(`${batch.length} logs were answered ${reply.status}, and are lost`));
      }
    }
  }

  #heartbeat(): Promise<void> {
    this.#beating ??= this.#sendHeartbeat().finally(() => {
      this.#beating = null;
    });
    return this.#beating;
  }

  async #sendHeartbeat(): Promise<void> {
    if (!this.bundle) return;
    const transitions = this.#transitions.slice(0, TRANSITIONS_A_HEARTBEAT);
    const reply = await this.#post("/api/v1/routers/heartbeat", {
      router: this.#options.router,
      client: "switchyard-ts/1",
      bundle_version: this.bundle.version,
      bundle_digest: this.#digest,
      bundle_age_seconds: this.#confirmedMs === 0 ? undefined : Math.floor((Date.now() - this.#confirmedMs) / 1_000),
      interval_seconds: this.#options.heartbeatSeconds ?? HEARTBEAT_SECONDS,
      transitions,
      breakers: this.#report().slice(0, BREAKERS_A_HEARTBEAT),
    });
    if (!reply.ok) throw new Error(`The heartbeat was answered ${reply.status}`);
    const sent = new Set(transitions);
    this.#transitions = this.#transitions.filter((transition) => !sent.has(transition));
    const { bundle_version, bundle_digest = this.#digest } = await reply.json();
    const isOther = bundle_version !== this.bundle.version || bundle_digest !== this.#digest;
    if (isOther) await this.#guard(() => this.poll());
  }

  /** Goes by what it cached, if nobody but this router and Switchyard can have written it. */
  async #startFrom(file: string): Promise<void> {
    const cached = await readBundleFile(file, this.#options.key);
    if (!cached) return;
    if (this.#options.pinnedKeys) await this.#verify(cached.body, cached.signature);
    else if (!cached.isSealed) throw new Error(`${file} is not used: it was changed, or written under another key`);
    this.#take(cached.body, "");
  }

  #take(body: Buffer, etag: string): void {
    const bundle = readBundle(body.toString());
    if (this.bundle && isOlder(bundle, this.bundle)) {
      throw new Error(`Bundle ${bundle.version} of ${bundle.published_at} is older than the one in use, which stays`);
    }
    this.bundle = bundle;
    this.#etag = etag;
    this.#digest = createHash("sha256").update(body).digest("hex").slice(0, DIGEST_DIGITS);
  }

  async #verify(body: Buffer, signature: string | null): Promise<void> {
    const [, id = "", bytes = ""] = /^key_id=([^;]+); *ed25519=(.+)$/.exec(signature ?? "") ?? [];
    if (!signature && !this.#options.pinnedKeys) return;
    if (!this.#options.pinnedKeys && !this.#keys[id]) {
      const reply = await this.#ask("/api/v1/policies/keys");
      const { keys }: { keys: { id: string; public_key: string }[] } = await reply.json();
      this.#keys = Object.fromEntries(keys.map((key) => [key.id, key.public_key]));
    }
    const x = Buffer.from(this.#keys[id] ?? "", "base64").toString("base64url");
    const isSigned = x !== "" && verify(null, body, publicKeyOf(x), Buffer.from(bytes, "base64"));
    if (!isSigned) throw new Error("The bundle is not signed by a known key");
  }

  #ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${this.#options.key}`, ...init.headers };
    return fetch(this.#options.url + path, { ...init, headers, signal: AbortSignal.timeout(PATIENCE_MS) });
  }

  #post(path: string, body: object): Promise<Response> {
    return this.#ask(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  /** Does it again and again, after each failure twice as late, up to a minute. */
  async #every(seconds: number, work: () => Promise<void>, waitS = seconds): Promise<void> {
    while (!this.#ended.signal.aborted) {
      await delay(waitS * 1_000, null, { ref: false, signal: this.#ended.signal }).catch(() => {});
      if (this.#ended.signal.aborted) return;
      waitS = (await this.#guard(work)) ? seconds : Math.min(Math.max(waitS, seconds) * 2, Math.max(60, seconds));
    }
  }

  async #guard(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (problem) {
      this.#options.onProblem?.(problem);
      return false;
    }
  }
}

const publicKeyOf = (x: string) => createPublicKey({ format: "jwk", key: { kty: "OKP", crv: "Ed25519", x } });
