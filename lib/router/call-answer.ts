import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { onceClosed } from "@/lib/http/once-closed";
import type { Api } from "./apis";
import { type CallError, errorBody, errorEvent, errorHeaders } from "./call-error";

/** Of one who takes nothing of an answer that has begun. */
const SILENT_MS = 300_000;

/** What a caller gets, piece by piece, no faster than they take it. */
export class CallAnswer {
  /** Aborts when the caller has left before they had all of it. */
  readonly left: AbortSignal;
  readonly #leaving = new AbortController();
  readonly #response: ServerResponse;
  readonly #closed: Promise<void>;

  constructor(response: ServerResponse) {
    this.left = this.#leaving.signal;
    this.#response = response;
    // How long an answer may take to begin is up to its limits, and the server in front would take silence for a lost client.
    response.socket?.setTimeout(0);
    this.#closed = onceClosed(response).then(() => {
      if (!response.writableFinished) this.#leaving.abort();
    });
  }

  get isBegun(): boolean {
    return this.#response.headersSent;
  }

  /** Nobody takes anything any more: they have left, or it was given up. */
  get #isOver(): boolean {
    return this.#response.writableEnded || this.#response.destroyed;
  }

  beginStream(headers: Readonly<Record<string, string>>): void {
    if (this.#isOver) return;
    this.#set({ ...headers, "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" });
    this.#response.writeHead(200);
  }

  /** Undefined where the caller can take more at once. */
  write(text: string): Promise<unknown> | undefined {
    if (text === "" || this.#isOver || this.#response.write(text)) return undefined;
    return Promise.race([once(this.#response, "drain"), this.#closed]);
  }

  endStream(): void {
    if (!this.#isOver) this.#response.end();
  }

  sendWhole(status: number, headers: Readonly<Record<string, string>>, body: string | Uint8Array): void {
    if (this.#isOver) return;
    this.#set({ ...headers, "content-type": "application/json" });
    this.#response.setHeader("content-length", Buffer.byteLength(body));
    this.#response.writeHead(status).end(body);
  }

  /** An error as its API words it: as the answer, or as the last event of a stream that has begun. */
  sendError(api: Api, error: CallError, headers: Readonly<Record<string, string>> = {}): void {
    if (this.#isOver) return;
    if (this.isBegun) return void this.#response.end(errorEvent(api, error));
    const all = { ...headers, ...errorHeaders(error) };
    this.sendWhole(error.facts.status, all, JSON.stringify(errorBody(api, error)));
  }

  /** Ends it with an error, whatever is under way for it, as if the caller had left. */
  giveUp(api: Api, error: CallError): void {
    this.sendError(api, error);
    this.#leaving.abort();
  }

  #set(headers: Readonly<Record<string, string>>): void {
    this.#response.socket?.setTimeout(SILENT_MS);
    this.#response.setHeader("cache-control", "no-store, no-transform");
    for (const [name, value] of Object.entries(headers)) this.#response.setHeader(name, value);
  }
}
