import type { Socket } from "node:net";
import { errorFields, HEADER_BYTES, MessageCutter, rowOf, simpleQuery, TYPE } from "./messages";
import type { SessionAttrs } from "./parse-target";
import type { SessionKey } from "./sessions";

export type Login = {
  remote: Socket;
  startup: Uint8Array;
  /** What each session is set to; see sessionStatement. */
  statement: string;
  sessionAttrs: SessionAttrs;
  /** Takes the server's messages on the way, as the driver answers them. */
  pass: (message: Uint8Array) => void;
  signal: AbortSignal;
};

export type LoggedIn = { key: SessionKey; isPooled: boolean };

/** The server let nobody in; `response` is its message, which the driver passes on. */
export class LoginRefused extends Error {
  override name = "LoginRefused";
  readonly response: Uint8Array;
  readonly code: string;

  constructor(response: Uint8Array) {
    const fields = errorFields(response);
    super(fields.get("M") ?? "The server refused the connection");
    this.response = response;
    this.code = fields.get("C") ?? "";
  }
}

/** The server is not of the kind that is looked for; another of the hosts may be. */
export class WrongKindOfServer extends Error {
  override name = "WrongKindOfServer";
  /** As the server itself would say once something is written. */
  readonly code = "25006";
}

/** Sets a session and says what it is; once per connection, whatever stands between us and the server. */
export function sessionStatement(settings: Record<string, string>): string {
  const set = Object.entries(settings).map(([name, value]) => `set_config(${literal(name)}, ${literal(value)}, false)`);
  const ask = ["pg_backend_pid()", "pg_is_in_recovery()", "current_setting('transaction_read_only')"];
  return `select ${[...ask, ...set].join(", ")}`;
}

/**
 * Starts a session and sets it; resolves when a first query can be asked, which the driver does not know yet.
 *
 * Settings are no start-up parameters, because poolers refuse those they do not know.
 */
export function logIn({ remote, startup, statement, sessionAttrs, pass, signal }: Login): Promise<LoggedIn> {
  return new Promise((resolve, reject) => {
    const cutter = new MessageCutter();
    let key: SessionKey | undefined;
    let row: (string | null)[] | undefined;
    let isSetting = false;

    const finish = (act: () => void) => {
      remote.off("data", take).off("error", fail).off("close", close);
      signal.removeEventListener("abort", abort);
      act();
    };
    const fail = (error: unknown) => finish(() => reject(error));
    const close = () => fail(lost());
    const abort = () => fail(signal.reason);
    const take = (chunk: Uint8Array) => {
      try {
        for (const message of cutter.take(chunk)) handle(message);
      } catch (error) {
        fail(error);
      }
    };
    const handle = (message: Buffer) => {
      const type = message[0];
      if (type === TYPE.error) throw new LoginRefused(message);
      if (type === TYPE.keyData) {
        key = { pid: message.readUInt32BE(HEADER_BYTES), secret: message.readUInt32BE(HEADER_BYTES + 4) };
      }
      if (type === TYPE.dataRow) row = rowOf(message);
      if (type !== TYPE.ready) {
        if (!isSetting || type === TYPE.parameterStatus) pass(message);
        return;
      }
      if (!isSetting) {
        isSetting = true;
        remote.write(simpleQuery(statement));
        return;
      }
      const [pid, isStandby, isReadOnly] = row ?? [];
      if (!isWanted(sessionAttrs, { isStandby: isStandby === "t", isReadOnly: isReadOnly === "on" })) {
        throw new WrongKindOfServer(`The server is not ${sessionAttrs}`);
      }
      const known = key ?? { pid: Number(pid), secret: 0 };
      finish(() => resolve({ key: known, isPooled: known.pid !== Number(pid) }));
    };

    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener("abort", abort);
    remote.on("data", take).on("error", fail).on("close", close);
    remote.resume();
    remote.write(startup);
  });
}

function isWanted(
  attrs: SessionAttrs,
  { isStandby, isReadOnly }: { isStandby: boolean; isReadOnly: boolean },
): boolean {
  switch (attrs) {
    case "read-write":
      return !isReadOnly;
    case "read-only":
      return isReadOnly;
    case "primary":
      return !isStandby;
    case "standby":
      return isStandby;
    // Which standby is preferred is for whoever goes through the hosts to say.
    default:
      return true;
  }
}

function literal(text: string): string {
  return `E'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

export function lost(): Error {
  return Object.assign(new Error("The server ended the connection before anything was asked"), {
    code: "CONNECTION_CLOSED",
  });
}
