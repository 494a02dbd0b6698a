import type { Socket } from "node:net";
import { type LoggedIn, LoginRefused, logIn, lost, WrongKindOfServer } from "./log-in";
import { openRemote } from "./open-remote";
import { type HostAddress, nameOfHost, type SessionAttrs, type Target } from "./parse-target";
import { UnfitDatabase } from "./unfit-database";

export type FindHostInput = {
  target: Target;
  statement: string;
  startup: Uint8Array;
  /** The one that served last, which is asked first: a dead one before it would cost each connection its timeout. */
  preferred: HostAddress | undefined;
  signal: AbortSignal;
  onRemote: (remote: Socket) => void;
  pass: (message: Uint8Array) => void;
};

export type FoundHost = LoggedIn & { address: HostAddress; remote: Socket };

/** Errors of a login that say something of the server, not of who logs in: another host may take them. */
const OF_THE_SERVER = /^(08|53|57)/;

/** Goes through the hosts until one lets us in and is what the URL looks for; each of them within its timeout. */
export async function findHost(input: FindHostInput): Promise<FoundHost> {
  const { sessionAttrs } = input.target;
  const hosts = input.target.hosts.toSorted((a, b) => Number(b === input.preferred) - Number(a === input.preferred));
  const failures: { address: HostAddress; error: unknown }[] = [];
  for (const attrs of passes(sessionAttrs)) {
    for (const address of hosts) {
      try {
        return await tryHost(input, address, attrs);
      } catch (error) {
        if (input.signal.aborted) throw error;
        if (error instanceof LoginRefused && !OF_THE_SERVER.test(error.code)) throw error;
        failures.push({ address, error });
      }
    }
  }
  throw summary(failures);
}

function passes(attrs: SessionAttrs): SessionAttrs[] {
  return attrs === "prefer-standby" ? ["standby", "any"] : [attrs];
}

async function tryHost(input: FindHostInput, address: HostAddress, sessionAttrs: SessionAttrs): Promise<FoundHost> {
  const { target, startup, statement, pass, onRemote } = input;
  const overdue = new AbortController();
  const timer = setTimeout(() => overdue.abort(timedOut(address)), target.connectTimeoutMs);
  const signal = AbortSignal.any([input.signal, overdue.signal]);
  let remote: Socket | undefined;
  try {
    remote = await openRemote(address, target.tls, signal);
    onRemote(remote);
    const loggedIn = await logIn({ remote, startup, statement, sessionAttrs, pass, signal });
    // TLS may hand over the connection's end together with the last word of the login, when nobody listened any more.
    if (remote.closed) throw lost();
    return { ...loggedIn, address, remote };
  } catch (error) {
    remote?.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** What to say of hosts that all failed: of one its own error, of several what each of them said. */
function summary(failures: readonly { address: HostAddress; error: unknown }[]): unknown {
  const [first, ...others] = failures;
  if (!first || others.length === 0) return first?.error ?? new Error("No host is named");
  const reasons = failures.map(({ address, error }) => `${nameOfHost(address)}: ${messageOf(error)}`).join("; ");
  const message = `None of the database's hosts can be used (${reasons})`;
  if (failures.every(({ error }) => error instanceof UnfitDatabase)) return new UnfitDatabase(message);
  // Errors of a standby come last: it is up, so they show that the primary is not.
  const standby = failures.find(({ error }) => error instanceof WrongKindOfServer);
  const code = codeOf(standby?.error) ?? failures.map(({ error }) => codeOf(error)).find(Boolean);
  return Object.assign(new Error(message), { code: code ?? "CONNECTION_CLOSED" });
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(", ");
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

function timedOut(address: HostAddress): Error {
  return Object.assign(new Error(`The database at ${nameOfHost(address)} did not answer in time`), {
    code: "CONNECT_TIMEOUT",
  });
}
