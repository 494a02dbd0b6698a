import { pingDatabase } from "@/db/ping-database";
import { nameCaller } from "@/db/readers/caller-context";
import { AppError } from "@/lib/contract/error";
import type { Scope } from "@/lib/contract/keys";
import { ROLE_SCOPES, type Role, roleSchema } from "@/lib/contract/people";
import { credentialsOf } from "@/lib/http/credentials-of";
import { getAuth } from "./auth";
import { authenticateKey } from "./machine-key";
import { getDb } from "./runtime";

type KeyCaller = { kind: "key"; id: string; name: string; scopes: readonly Scope[] };
export type PersonCaller = {
  kind: "person";
  id: string;
  sessionId: string;
  email: string;
  name: string;
  role: Role;
  scopes: readonly Scope[];
};
export type Caller = KeyCaller | PersonCaller;

/** Who is asking: by bearer key if there is one, else by session cookie; UNAUTHENTICATED when by neither. */
async function getCaller(headers: Headers): Promise<Caller> {
  const bearer = bearerOf(headers);
  if (bearer) return keyCaller(bearer);
  const person = await getPersonCaller(headers);
  if (person) return person;
  throw new AppError("UNAUTHENTICATED", "Sign in, or send a key as Authorization: Bearer <key>");
}

async function keyCaller(key: string): Promise<KeyCaller> {
  const { id, name, scopes } = await authenticateKey(key, new Date());
  nameCaller(id);
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

/** The person whose session a request's cookie carries, or null. The role is read anew each time. */
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
  nameCaller(id);
  const role = roleSchema.catch("viewer").parse(session.user.role);
  return { kind: "person", id, sessionId: session.session.id, email, name, role, scopes: ROLE_SCOPES[role] };
}

/** For `defineRoute`: lets in whoever has the scope, a key by itself and a person by their role. */
export function requireScope(scope: Scope): (request: Request) => Promise<Caller> {
  return async (request) => withScope(await getCaller(request.headers), scope);
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
