import { shareReads } from "./share-reads";
import type { SignedBundle } from "./signed-bundle";

/** One open stream. */
export type Subscriber<Caller> = {
  caller: Caller;
  /** The version it has, as it said or was sent last. */
  known: string | null;
  /** Whether it takes what it was sent; a stalled one is told the newest once it does again. */
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
  heartbeatMs: number;
  /** How long one who takes nothing is kept. */
  stalledMs: number;
  now?: () => number;
};

export type BundleHub<Caller> = {
  /** Returns how to leave. */
  join: (subscriber: Subscriber<Caller>) => () => void;
  /** Tells whoever has not got the bundle in force, and beats where one is due. One at a time; never throws. */
  look: () => Promise<void>;
  size: () => number;
  endAll: () => void;
};

type Member<Caller> = { subscriber: Subscriber<Caller>; heardAt: number; tookAt: number };

const ROUND_WITHIN_MS = 10_000;

/**
 * All open streams of a process. Whatever happens, one read of the bundle and one of the credentials serve them all, and
 * nobody hears a bundle whose credential had ended when that bundle was read.
 */
export function createBundleHub<Caller>(input: BundleHubInput<Caller>): BundleHub<Caller> {
  const { read, mayRead, heartbeatMs, stalledMs } = input;
  const now = input.now ?? (() => performance.now());
  const members = new Set<Member<Caller>>();
  let rounds = 0;

  async function round(): Promise<void> {
    const mine = ++rounds;
    dropStalled();
    const bundle = await read();
    const version = String(bundle.version);
    const due = [...members].filter(
      ({ subscriber, heardAt }) =>
        subscriber.isReady() && (subscriber.known !== version || now() - heardAt >= heartbeatMs),
    );
    if (due.length === 0) return;
    // After the bundle: a credential that ended before this bundle was published is seen as ended.
    const allowed = await mayRead(new Set(due.map(({ subscriber }) => subscriber.caller)));
    // One that was given up as too slow may come to itself when a later one has told a newer bundle.
    if (mine !== rounds) return;
    for (const member of due) tell(member, bundle, allowed);
  }

  function tell(member: Member<Caller>, bundle: SignedBundle, allowed: ReadonlySet<Caller>): void {
    const { subscriber } = member;
    if (!members.has(member)) return;
    if (!allowed.has(subscriber.caller)) {
      members.delete(member);
      subscriber.end();
      return;
    }
    const version = String(bundle.version);
    if (subscriber.known === version) subscriber.comment(`version ${version} is in force`);
    else {
      subscriber.known = version;
      subscriber.send(bundle);
    }
    member.heardAt = now();
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

  /** While nobody can say what is in force, the connections stay, and say just that. */
  function comfort(): void {
    for (const member of members) {
      if (now() - member.heardAt < heartbeatMs || !member.subscriber.isReady()) continue;
      member.subscriber.comment("what is in force cannot be told at the moment");
      member.heardAt = now();
    }
  }

  const share = shareReads(round, { withinMs: ROUND_WITHIN_MS });
  return {
    join: (subscriber) => {
      const member = { subscriber, heardAt: now(), tookAt: now() };
      members.add(member);
      return () => members.delete(member);
    },
    look: () => share().catch(comfort),
    size: () => members.size,
    endAll: () => {
      for (const member of members) member.subscriber.end();
      members.clear();
    },
  };
}
