import { processWide } from "@/lib/process-wide";
import type { HostAddress } from "./parse-target";

/** One session with a server, from its login to its end. */
export type Session = {
  address: HostAddress;
  /** What the server's messages no longer go with what was asked, or may not: nothing new may be asked here. */
  isOutOfStep: boolean;
  /** Whether somebody between us and the server gave us another key than the server's process has. */
  isPooled: boolean;
};

/** By what the server calls it: its process and the key that may cancel its statements. */
export type SessionKey = { pid: number; secret: number };

// The process in front and Next's bundle each have this module, and share the driver's class.
const sessions = processWide<Map<string, Session>>("database-sessions").getOrMake(() => new Map());

export function keepSession(key: SessionKey, session: Session): void {
  sessions.set(nameOf(key), session);
}

/** The session a query was sent on; undefined once that has ended. */
export function findSession(key: SessionKey): Session | undefined {
  return sessions.get(nameOf(key));
}

export function forgetSession(key: SessionKey): void {
  sessions.delete(nameOf(key));
}

function nameOf({ pid, secret }: SessionKey): string {
  return `${pid}:${secret}`;
}
