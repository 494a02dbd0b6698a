import { pingDatabase } from "@/db/ping-database";
import { nameCaller } from "@/db/readers/caller-context";
import { endSession } from "@/db/users/end-session";
import { touchSession } from "@/db/users/touch-session";
import { AppError } from "@/lib/contract/error";
import type { HeldScope, Scope } from "@/lib/contract/keys";
import type { Operation } from "@/lib/contract/operation";
import { ROLE_SCOPES, type Role, roleSchema } from "@/lib/contract/users";
import { CONFIRM_FIELD, NEW_PASSWORD_FIELD } from "@/lib/domain/access/asked-fields";
import { CONFIRMED_FOR_MS, SESSION_IDLE_MS } from "@/lib/domain/access/session-limits";
import { credentialsOf } from "@/lib/http/credentials-of";
import { log } from "@/lib/log";
import { t } from "@/lib/messages/translate";
import { getAuth } from "./auth";
import { authenticateKey } from "./machine-key";
import { getDb } from "./runtime";

const TOUCH_MS = 60_000;

type KeyCaller = { kind: "key"; id: string; name: string; scopes: readonly HeldScope[] };
export type UserCaller = {
  kind: "user";
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
export type Caller = KeyCaller | UserCaller;

/** Who is asking: by bearer key if there is one, else by session cookie; UNAUTHENTICATED when by neither. */
async function getCaller(headers: Headers): Promise<Caller> {
  const bearer = bearerOf(headers);
  if (bearer) return keyCaller(bearer);
  const user = await getUserCaller(headers);
  if (user) return refuseTemporary(user);
  throw new AppError(
    "UNAUTHENTICATED",
    t("Sign in, or send a key as {header}", { header: "Authorization: Bearer <key>" }),
  );
}

async function keyCaller(key: string): Promise<KeyCaller> {
  const { id, name, scopes } = await authenticateKey(key, new Date());
  nameCaller({ id, name: `key:${name}`, scopes });
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

/** Lets in whoever may write logs, however the client of another tool sends its key. */
export async function requireLogWriter(request: Request): Promise<Caller> {
  const key = clientKeyOf(request.headers);
  return withScope(key ? await keyCaller(key) : await getCaller(request.headers), "logs:write");
}

/** The user whose session a request's cookie carries, or null, also for a session idle too long. The role is read anew each time. */
export async function getUserCaller(headers: Headers): Promise<UserCaller | null> {
  const session = await getAuth(headers)
    .api.getSession({ headers })
    .catch(async (error: unknown) => {
      // The library hides why it failed; a database that cannot be reached must be distinguished from a bug.
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
  nameCaller({ id, name: email, scopes: ROLE_SCOPES[role] });
  return {
    kind: "user",
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

/** FORBIDDEN for a user whose password somebody else chose: they choose their own first. */
export function refuseTemporary(user: UserCaller): UserCaller {
  if (!user.mustChoosePassword) return user;
  const message = t("Choose a password of your own first: somebody else knows this one");
  throw new AppError("FORBIDDEN", message, { fields: { [NEW_PASSWORD_FIELD]: [t("Is asked for first")] } });
}

/** FORBIDDEN for a user who did not type their password lately: a browser left open changes no keys, users or approvals. */
export function refuseUnconfirmed(caller: Caller, now: Date): void {
  if (caller.kind === "key" || now.getTime() - caller.confirmedAt.getTime() < CONFIRMED_FOR_MS) return;
  const message = t("Type your password again: this changes who may do what");
  throw new AppError("FORBIDDEN", message, { fields: { [CONFIRM_FIELD]: [t("Is asked for again")] } });
}

/** Who asks for an operation. */
export type CallerOf<O> = O extends { caller: "user" | "any-user" }
  ? UserCaller
  : O extends { scope: string }
    ? Caller
    : undefined;

/** Who asks for an operation; throws UNAUTHENTICATED or FORBIDDEN where it does not let them in. */
export async function authenticate<O extends Pick<Operation, "scope" | "caller">>(
  { scope, caller: rule }: O,
  request: Request,
): Promise<CallerOf<O>> {
  const find = () => {
    if (scope === undefined) return undefined;
    if (rule === "user" || rule === "any-user") return userCaller(request.headers, rule === "any-user");
    return rule === "log-client" ? requireLogWriter(request) : scopedCaller(request.headers, scope);
  };
  const caller = await find();
  if (rule === "confirmed" && caller) refuseUnconfirmed(caller, new Date());
  // The branches follow what is declared, as the conditional type does; TypeScript cannot tell.
  return caller as CallerOf<O>;
}

async function scopedCaller(headers: Headers, scope: Scope | "any"): Promise<Caller> {
  const caller = await getCaller(headers);
  return scope === "any" ? caller : withScope(caller, scope);
}

/** A person for what is their own. */
async function userCaller(headers: Headers, isTemporaryFine: boolean): Promise<UserCaller> {
  const caller = bearerOf(headers) ? await getCaller(headers) : await getUserCaller(headers);
  if (!caller) throw new AppError("UNAUTHENTICATED", t("Sign in first"));
  if (caller.kind === "key") throw new AppError("FORBIDDEN", "A key has no account: sign in");
  return isTemporaryFine ? caller : refuseTemporary(caller);
}

function withScope(caller: Caller, scope: Scope): Caller {
  if (caller.scopes.includes(scope)) return caller;
  throw new AppError("FORBIDDEN", t("This needs the scope {scope}", { scope }));
}

/** How a caller is named in the audit and as the author of a version. */
export function actorName(caller: Caller): string {
  return caller.kind === "user" ? caller.email : `key:${caller.name}`;
}
