import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import { ResultStream } from "./complete-results";
import { Copies } from "./copies";
import { findHost } from "./find-host";
import { LoginRefused } from "./log-in";
import { READY, TYPE } from "./messages";
import { openRemote } from "./open-remote";
import type { HostAddress, Target } from "./parse-target";
import { findSession, forgetSession, keepSession, type Session, type SessionKey } from "./sessions";
import { readFirstMessage } from "./startup-message";

/** Of all connections of a client; `preferred` is the host that served last. */
export type LinkOptions = { target: Target; statement: string; preferred?: HostAddress };

const ASKS_TO_ANSWER = new Set([3, 5, 10, 11]);

/**
 * What postgres.js (3.4.9) takes for its socket: all of a connection that the driver leaves open or gets wrong.
 *
 * It finds the host, encrypts, sets the session before the first query, cancels where the query runs, completes results,
 * and ends in one event: after an `error` and until the `close` the driver still takes queries, and hangs them.
 */
export class Link extends EventEmitter {
  readonly #options: LinkOptions;
  readonly #given = new AbortController();
  readonly #copies = new Copies();
  #remote: Socket | undefined;
  #phase: "new" | "login" | "ready" | "closed" = "new";
  /** Whether the driver owes the server an answer: what it writes otherwise during a login is an earlier host's. */
  #isAsked = false;

  constructor(options: LinkOptions) {
    super();
    this.#options = options;
  }

  /** The driver says goodbye to an open socket only; to this one it may always. */
  get readyState(): "open" | "closed" {
    return this.#phase === "closed" ? "closed" : "open";
  }

  /**
   * Always ready for more, and never a `drain` after it: by those the driver gives connections away that it keeps for a
   * transaction, or does not keep them. A COPY waits for `done`.
   */
  write(chunk: Uint8Array, done?: () => void): boolean {
    if (this.#phase === "ready") {
      this.#send(chunk, done);
      return true;
    }
    if (this.#phase === "new") this.#begin(chunk);
    else if (this.#phase === "login" && this.#isAsked) {
      this.#isAsked = false;
      this.#remote?.write(chunk);
    }
    if (done) process.nextTick(done);
    return true;
  }

  end(goodbye?: Uint8Array): void {
    if (this.#phase === "ready" && goodbye) this.#remote?.end(goodbye);
    else this.destroy();
  }

  destroy(): void {
    this.#given.abort(new Error("The connection was given up"));
    if (this.#phase === "ready") this.#remote?.destroy();
    else process.nextTick(() => this.#close(false));
  }

  pause(): void {
    this.#remote?.pause();
  }

  resume(): void {
    this.#remote?.resume();
  }

  #send(chunk: Uint8Array, done?: () => void): void {
    const parts = this.#copies.outgoing(chunk);
    const last = parts.pop();
    this.#remote?.cork();
    for (const part of parts) this.#remote?.write(part);
    if (last) this.#remote?.write(last, done);
    this.#remote?.uncork();
  }

  #begin(chunk: Uint8Array): void {
    this.#phase = "login";
    const first = readFirstMessage(chunk);
    const work = first.kind === "cancel" ? this.#cancel(first.key, first.bytes) : this.#logIn(first.bytes);
    work.catch((error: unknown) => this.#fail(error));
  }

  async #logIn(startup: Uint8Array): Promise<void> {
    const { target, statement, preferred } = this.#options;
    const { address, remote, key, isPooled } = await findHost({
      target,
      statement,
      startup,
      preferred,
      signal: this.#given.signal,
      onRemote: (remote) => {
        this.#remote = remote;
        this.#isAsked = false;
      },
      pass: (message) => this.#passLogin(message),
    });
    if (this.#given.signal.aborted) return void remote.destroy();
    this.#options.preferred = address;
    const session: Session = { address, isPooled, isOutOfStep: false };
    keepSession(key, session);
    this.#phase = "ready";
    this.#serve(remote, key, session);
    this.emit("data", READY);
  }

  #passLogin(message: Uint8Array): void {
    const request = message[0] === TYPE.authentication ? Buffer.from(message).readUInt32BE(5) : 0;
    if (ASKS_TO_ANSWER.has(request)) this.#isAsked = true;
    this.emit("data", message);
  }

  #serve(remote: Socket, key: SessionKey, session: Session): void {
    const results = new ResultStream(session, this.#copies);
    const passAll = (parts: Uint8Array[]) => {
      for (const part of parts) if (part.length > 0) this.emit("data", part);
    };
    remote.on("data", (chunk: Uint8Array) => {
      try {
        passAll(results.take(chunk));
      } catch {
        remote.destroy();
      }
    });
    remote.once("close", () => {
      forgetSession(key);
      passAll(results.end());
      this.#close(false);
    });
  }

  /** Asks the server on which a query runs to cancel it; of a session that has ended there is nothing to cancel. */
  async #cancel(key: SessionKey, request: Uint8Array): Promise<void> {
    const session = findSession(key);
    if (!session) return this.#close(false);
    const { tls, connectTimeoutMs } = this.#options.target;
    const signal = AbortSignal.any([this.#given.signal, AbortSignal.timeout(connectTimeoutMs)]);
    const remote = await openRemote(session.address, tls, signal);
    remote.resume();
    remote.once("close", () => this.#close(false));
    // Ended by the other side, as libpq leaves it: poolers have trouble with a client that goes first (PgBouncer 1.18, its issue 801).
    remote.write(request);
  }

  #fail(error: unknown): void {
    if (this.#phase === "closed") return;
    if (error instanceof LoginRefused) this.emit("data", error.response);
    else this.emit("error", error);
    this.#close(true);
  }

  /** The driver waits longer before it connects again after a close with an error. */
  #close(hadError: boolean): void {
    if (this.#phase === "closed") return;
    this.#phase = "closed";
    this.emit("close", hadError);
  }
}
