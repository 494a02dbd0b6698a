import { setImmediate } from "node:timers/promises";
import type { SignedBundle } from "./signed-bundle";
import { singleFlightReads } from "./single-flight-reads";

/** One open stream. */
type Subscriber<Caller> = {
  caller: Caller;
  /** The id of the bundle it has, as it said or was sent last; of old clients the version alone. */
  known: string | null;
  /** Whether it takes what it was sent; a stalled one gets the newest once it does again. */
  isReady: () => boolean;
  send: (bundle: SignedBundle) => void;
  /** A comment that keeps the connection in use. */
  comment: (text: string) => void;
  end: () => void;
  /** Ends it without waiting for what it did not take. */
  drop: () => void;
};

export type BundleHubInput<Caller> = {
  read: () => Promise<SignedBundle>;
  /** Which of these may still know the bundle, read anew. */
  mayRead: (callers: ReadonlySet<Caller>) => Promise<ReadonlySet<Caller>>;
  /** Who is sent it before the others are even looked up. */
  goesFirst: (caller: Caller) => boolean;
  heartbeatMs: number;
  /** How long one who takes nothing is kept. */
  stalledMs: number;
  now?: () => number;
};

export type BundleHub<Caller> = {
  /** Returns how to leave. */
  join: (subscriber: Subscriber<Caller>) => () => void;
  /** Sends it to whoever has not got the active bundle, and beats where one is due. One at a time; never throws. */
  look: () => Promise<void>;
  size: () => number;
  /** How many of its streams are somebody's. */
  count: (isTheirs: (caller: Caller) => boolean) => number;
  endAll: () => void;
};

type Member<Caller> = { subscriber: Subscriber<Caller>; receivedAt: number; tookAt: number };

const ROUND_WITHIN_MS = 10_000;
/** Some milliseconds' work. */
const SENT_AT_ONCE = 500;

/**
 * All open streams of a process. Whatever happens, one read of the bundle and one of each kind of credential serve them
 * all, and nobody receives a bundle whose credential had ended when that bundle was read.
 */
export function createBundleHub<Caller>(input: BundleHubInput<Caller>): BundleHub<Caller> {
  const { read, mayRead, goesFirst, heartbeatMs, stalledMs } = input;
  const now = input.now ?? (() => performance.now());
  const members = new Set<Member<Caller>>();
  let rounds = 0;

  async function round(): Promise<void> {
    const mine = ++rounds;
    dropStalled();
    const bundle = await read();
    const due = [...members].filter(
      ({ subscriber, receivedAt }) =>
        subscriber.isReady() && (!has(subscriber, bundle) || now() - receivedAt >= heartbeatMs),
    );
    if (due.length === 0) return;
    const [first, rest] = [true, false].map((isFirst) =>
      due.filter(({ subscriber }) => isFirst === goesFirst(subscriber.caller)),
    );
    for (const members of [first, rest]) {
      if (!members || members.length === 0) continue;
      // After the bundle: a credential that ended before this bundle was published is seen as ended.
      const allowed = await mayRead(new Set(members.map(({ subscriber }) => subscriber.caller)));
      for (let from = 0; from < members.length; from += SENT_AT_ONCE) {
        // Polls are answered in between.
        if (from > 0) await setImmediate();
        // One that was given up as too slow may come to itself when a later one has sent a newer bundle.
        if (mine !== rounds) return;
        for (const member of members.slice(from, from + SENT_AT_ONCE)) send(member, bundle, allowed);
      }
    }
  }

  function send(member: Member<Caller>, bundle: SignedBundle, allowed: ReadonlySet<Caller>): void {
    const { subscriber } = member;
    if (!members.has(member)) return;
    if (!allowed.has(subscriber.caller)) {
      members.delete(member);
      subscriber.end();
      return;
    }
    if (has(subscriber, bundle)) subscriber.comment(`version ${bundle.version} is active`);
    else {
      subscriber.known = bundle.id;
      subscriber.send(bundle);
    }
    member.receivedAt = now();
  }

  function dropStalled(): void {
    for (const member of members) {
      if (member.subscriber.isReady()) member.tookAt = now();
      else if (now() - member.tookAt >= stalledMs) {
        members.delete(member);
        member.subscriber.drop();
      }
    }
  }

  /** While the active bundle cannot be read, the connections stay open and get a comment that says so. */
  function comfort(): void {
    for (const member of members) {
      if (now() - member.receivedAt < heartbeatMs || !member.subscriber.isReady()) continue;
      member.subscriber.comment("the active version is not known at the moment");
      member.receivedAt = now();
    }
  }

  const share = singleFlightReads(round, { withinMs: ROUND_WITHIN_MS });
  return {
    join: (subscriber) => {
      const member = { subscriber, receivedAt: now(), tookAt: now() };
      members.add(member);
      return () => members.delete(member);
    },
    look: () => share().catch(comfort),
    size: () => members.size,
    count: (isTheirs) => [...members].filter(({ subscriber }) => isTheirs(subscriber.caller)).length,
    endAll: () => {
      for (const member of members) member.subscriber.end();
      members.clear();
    },
  };
}

function has<Caller>({ known }: Subscriber<Caller>, { id, version }: SignedBundle): boolean {
  return known === id || known === String(version);
}
