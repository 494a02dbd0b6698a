import { endSession } from "@/db/people/end-session";
import { touchSession } from "@/db/people/touch-session";
import { pingDatabase } from "@/db/ping-database";
import { nameCaller } from "@/db/readers/caller-context";
import { AppError } from "@/lib/contract/error";
import type { HeldScope, Scope } from "@/lib/contract/keys";
import { ROLE_SCOPES, type Role, roleSchema } from "@/lib/contract/people";
import { CONFIRM_FIELD, NEW_PASSWORD_FIELD } from "@/lib/domain/access/asked-fields";
import { CONFIRMED_FOR_MS, SESSION_IDLE_MS } from "@/lib/domain/access/session-limits";
import { credentialsOf } from "@/lib/http/credentials-of";
import { log } from "@/lib/log";
import { getAuth } from "./auth";
import { authenticateKey } from "./machine-key";
import { getDb } from "./runtime";

const TOUCH_MS = 60_000;

type KeyCaller = { kind: "key"; id: string; name: string; scopes: readonly HeldScope[] };
export type PersonCaller = {
  kind: "person";
  id: string;
  email: string;
  name: string;
  role: Role;
  scopes: readonly HeldScope[];
  sessionId: string;
  /** When they last typed their password in this session. */
  confirmedAt: Date;
  /** Somebody else chose their password, so they may do nothing but choose their own. */
  mustChoosePassword: boolean;
};
export type Caller = KeyCaller | PersonCaller;

/** Who is asking: by bearer key if there is one, else by session cookie; UNAUTHENTICATED when by neither. */
async function getCaller(headers: Headers): Promise<Caller> {
  const bearer = bearerOf(headers);
  if (bearer) return keyCaller(bearer);
  const person = await getPersonCaller(headers);
  if (person) return refuseTemporary(person);
  throw new AppError("UNAUTHENTICATED", "Sign in, or send a key as Authorization: Bearer <key>");
}

async function keyCaller(key: string): Promise<KeyCaller> {
  const { id, name, scopes } = await authenticateKey(key, new Date());
  nameCaller({ id, name: `key:${name}` });
  return { kind: "key", id, name, scopes };
}

function bearerOf(headers: Headers): string | undefined {
  return credentialsOf(headers.get("authorization"), "bearer");
}

/** The key in whichever header the tools' own clients put theirs: as a bearer, a Basic password, or Portkey's header. */
function clientKeyOf(headers: Headers): string | undefined {
  const basic = credentialsOf(headers.get("authorization"), "basic");
  const password = basic && Buffer.from(basic, "base64").toString("utf8").split(":").slice(1).join(":");
  return bearerOf(headers) ?? (password || headers.get("x-portkey-api-key") || undefined);
}

/** For the doors of other tools' clients: lets in whoever may write logs, however the client sends its key. */
export async function requireLogWriter(request: Request): Promise<Caller> {
  const key = clientKeyOf(request.headers);
  return withScope(key ? await keyCaller(key) : await getCaller(request.headers), "logs:write");
}

/** The person whose session a request's cookie carries, or null, also for a session idle too long. The role is read anew each time. */
export async function getPersonCaller(headers: Headers): Promise<PersonCaller | null> {
  const session = await getAuth(headers)
    .api.getSession({ headers })
    .catch(async (error: unknown) => {
      // The library hides why it failed; a database that cannot be reached must be told from a bug.
      await pingDatabase(getDb());
      throw error;
    });
  if (!session || session.user.banned) return null;
  const { id, email, name } = session.user;
  const { id: sessionId, updatedAt, createdAt, confirmedAt } = session.session;
  const [now, db] = [new Date(), getDb()];
  const idleMs = now.getTime() - updatedAt.getTime();
  if (idleMs > SESSION_IDLE_MS) {
    await endSession(db, { id: sessionId });
    return null;
  }
  // Beside the answer: being noted must not slow it down or fail it.
  if (idleMs > TOUCH_MS)
    touchSession(db, { id: sessionId, now }).catch((err) => log.warn({ err }, "A session's use was not noted"));
  const role = roleSchema.catch("viewer").parse(session.user.role);
  nameCaller({ id, name: email });
  return {
    kind: "person",
    id,
    email,
    name,
    role,
    scopes: ROLE_SCOPES[role],
    sessionId,
    confirmedAt: confirmedAt ?? createdAt,
    mustChoosePassword: session.user.passwordIsTemporary === true,
  };
}

/** FORBIDDEN for a person whose password somebody else chose: they choose their own first. */
export function refuseTemporary(person: PersonCaller): PersonCaller {
  if (!person.mustChoosePassword) return person;
  const message = "Choose a password of your own first: somebody else knows this one";
  throw new AppError("FORBIDDEN", message, { fields: { [NEW_PASSWORD_FIELD]: ["Is asked for first"] } });
}

/** FORBIDDEN for a person who did not type their password lately: a browser left open changes no keys, people or approvals. */
export function refuseUnconfirmed(caller: Caller, now: Date): void {
  if (caller.kind === "key" || now.getTime() - caller.confirmedAt.getTime() < CONFIRMED_FOR_MS) return;
  const message = "Type your password again: this changes who may do what";
  throw new AppError("FORBIDDEN", message, { fields: { [CONFIRM_FIELD]: ["Is asked for again"] } });
}

/** For `defineRoute`: lets in whoever has the scope, a key by itself and a person by their role. */
export function requireScope(scope: Scope): (request: Request) => Promise<Caller> {
  return async (request) => withScope(await getCaller(request.headers), scope);
}

/** The same for what changes who may do what; see refuseUnconfirmed. */
export function requireConfirmed(scope: Scope): (request: Request) => Promise<Caller> {
  return async (request) => {
    const caller = withScope(await getCaller(request.headers), scope);
    refuseUnconfirmed(caller, new Date());
    return caller;
  };
}

/** For `defineRoute`: a person for what is their own; even one who must choose a password first, where that is said. */
export function requirePersonCaller(
  options: { evenTemporary?: boolean } = {},
): (request: Request) => Promise<PersonCaller> {
  return async ({ headers }) => {
    const caller = bearerOf(headers) ? await getCaller(headers) : await getPersonCaller(headers);
    if (!caller) throw new AppError("UNAUTHENTICATED", "Sign in first");
    if (caller.kind === "key") throw new AppError("FORBIDDEN", "A key has no account: sign in");
    return options.evenTemporary ? caller : refuseTemporary(caller);
  };
}

function withScope(caller: Caller, scope: Scope): Caller {
  if (caller.scopes.includes(scope)) return caller;
  throw new AppError("FORBIDDEN", `This needs the scope ${scope}`);
}

/** For `defineRoute`: anybody with any credential. */
export function requireAnyone(request: Request): Promise<Caller> {
  return getCaller(request.headers);
}

/** How a caller is named in the audit and as the author of a version. */
export function actorName(caller: Caller): string {
  return caller.kind === "person" ? caller.email : `key:${caller.name}`;
}
