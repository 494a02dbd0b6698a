import { readTls, TLS_PARAMETERS, type TlsSettings } from "./read-tls";
import { UnfitDatabase } from "./unfit-database";

/** Where a server may be: over TCP, or a socket in the file system. */
export type HostAddress = { host: string; port: number; path?: string };

const SESSION_ATTRS = ["any", "read-write", "read-only", "primary", "standby", "prefer-standby"] as const;
export type SessionAttrs = (typeof SESSION_ATTRS)[number];

/** What a database's URL says, in full. */
export type Target = {
  hosts: readonly HostAddress[];
  user: string | undefined;
  password: string | undefined;
  database: string | undefined;
  tls: TlsSettings;
  sessionAttrs: SessionAttrs;
  connectTimeoutMs: number;
  applicationName: string | undefined;
  /** What else it sets for each session. */
  settings: Record<string, string>;
};

const DEFAULT_PORT = 5432;
const CONNECT_TIMEOUT_MS = 5_000;
const URL_SHAPE = /^postgres(?:ql)?:\/\/(?<authority>[^/?#]*)(?:\/(?<database>[^?#]*))?(?:\?(?<query>[^#]*))?/;
/** Of libpq, and of no consequence here. */
const IGNORED = [
  "gssencmode",
  "krbsrvname",
  "keepalives",
  "keepalives_idle",
  "keepalives_interval",
  "keepalives_count",
];
const HANDLED = ["host", "port", "application_name", "connect_timeout", "target_session_attrs", "channel_binding"];
const SETTING_NAME = /^[a-z_][a-z0-9_.]*$/i;

/** Reads a URL as libpq does: several hosts, sockets, TLS. Throws an UnfitDatabase that names the parameter it cannot honour. */
export function parseTarget(url: string): Target {
  const shape = URL_SHAPE.exec(url)?.groups;
  if (!shape) throw new UnfitDatabase("The database's URL must look like postgres://user:password@host:5432/database");
  const authority = shape.authority ?? "";
  const parameters = new Map(new URLSearchParams(shape.query ?? ""));
  const userInfo = authority.slice(0, Math.max(0, authority.lastIndexOf("@")));
  const colon = userInfo.indexOf(":");
  const hosts = parseHosts(
    parameters.get("host") ?? authority.slice(authority.lastIndexOf("@") + 1),
    parameters.get("port"),
  );
  if (parameters.get("channel_binding") === "require") {
    throw new UnfitDatabase("channel_binding=require in the database's URL is not supported; prefer or disable are");
  }
  return {
    hosts,
    user: decoded(colon < 0 ? userInfo : userInfo.slice(0, colon)),
    password: colon < 0 ? undefined : decoded(userInfo.slice(colon + 1)),
    database: decoded(shape.database ?? ""),
    tls: readTls(parameters),
    sessionAttrs: parseSessionAttrs(parameters.get("target_session_attrs"), hosts.length),
    connectTimeoutMs: parseTimeout(parameters.get("connect_timeout")),
    applicationName: parameters.get("application_name"),
    settings: settingsOf(parameters),
  };
}

/** How a person names a host. */
export function nameOfHost({ host, port, path }: HostAddress): string {
  return path ?? (host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`);
}

function parseHosts(list: string, portList: string | undefined): HostAddress[] {
  const ports = portList?.split(",");
  const entries = list.split(",");
  return entries.map((entry, index) => {
    const [, bracketed, plain, ownPort] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/.exec(entry) ?? [];
    const host = decoded(bracketed ?? plain ?? "") ?? "localhost";
    const port = Number(ownPort || ports?.[ports.length === 1 ? 0 : index] || DEFAULT_PORT);
    if (!Number.isInteger(port) || port < 1 || port > 65_535 || (bracketed ?? plain) === undefined) {
      throw new UnfitDatabase(`The database's URL names a host that cannot be read: ${entry}`);
    }
    return host.startsWith("/") ? { host, port, path: `${host}/.s.PGSQL.${port}` } : { host, port };
  });
}

// Switchyard always writes: of several hosts, it is looking for the one that can be written to.
function parseSessionAttrs(text: string | undefined, hosts: number): SessionAttrs {
  if (text === undefined) return hosts > 1 ? "read-write" : "any";
  const known = SESSION_ATTRS.find((one) => one === text);
  if (!known) throw new UnfitDatabase(`target_session_attrs=${text} must be one of ${SESSION_ATTRS.join(", ")}`);
  return known;
}

function parseTimeout(text: string | undefined): number {
  if (text === undefined) return CONNECT_TIMEOUT_MS;
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 3_600)) throw new UnfitDatabase(`connect_timeout=${text} must be 1 to 3600 seconds`);
  return seconds * 1_000;
}

function settingsOf(parameters: ReadonlyMap<string, string>): Record<string, string> {
  const known = new Set([...HANDLED, ...IGNORED, ...TLS_PARAMETERS]);
  const settings = [...parameters].filter(([name]) => !known.has(name));
  const odd = settings.find(([name]) => !SETTING_NAME.test(name));
  if (odd) throw new UnfitDatabase(`The database's URL sets what cannot be a setting: ${odd[0]}`);
  return Object.fromEntries(settings);
}

function decoded(text: string): string | undefined {
  if (text === "") return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new UnfitDatabase("The database's URL has a % that encodes nothing; write %25 for a percent sign");
  }
}
