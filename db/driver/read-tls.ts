import { readFileSync } from "node:fs";
import { UnfitDatabase } from "./unfit-database";

export type TlsSettings = {
  /** `offered`: only where the server has it. */
  use: "never" | "offered" | "always";
  /** What must be right about the server's certificate: who signed it and its name, who signed it, or nothing. */
  verify: "full" | "authority" | "nothing";
  /** TLS from the first byte on, without asking for it in PostgreSQL's protocol first. */
  isDirect: boolean;
  /** For Node's `tls.connect`. */
  material: { ca?: Buffer; cert?: Buffer; key?: Buffer; passphrase?: string };
};

/** Of the URL's parameters, those that are about TLS. */
export const TLS_PARAMETERS = [
  "sslmode",
  "ssl",
  "sslrootcert",
  "sslcert",
  "sslkey",
  "sslpassword",
  "sslnegotiation",
] as const;

type Mode = Pick<TlsSettings, "use" | "verify">;

const MODES: Record<string, Mode> = {
  disable: { use: "never", verify: "full" },
  allow: { use: "offered", verify: "full" },
  prefer: { use: "offered", verify: "full" },
  require: { use: "always", verify: "full" },
  "verify-ca": { use: "always", verify: "authority" },
  "verify-full": { use: "always", verify: "full" },
  "no-verify": { use: "always", verify: "nothing" },
};
const SWITCH: Record<string, string> = { true: "require", "1": "require", false: "disable", "0": "disable" };

/**
 * Reads what a database's URL says about TLS, and the files it names.
 *
 * Where TLS is used, the certificate's authority and name are verified, unless `no-verify` or `verify-ca` say otherwise.
 */
export function readTls(parameters: ReadonlyMap<string, string>): TlsSettings {
  const said = parameters.get("sslmode") ?? parameters.get("ssl");
  const rootCert = parameters.get("sslrootcert");
  // Whoever names an authority means to have TLS.
  const name = said === undefined ? (rootCert ? "verify-full" : "disable") : (SWITCH[said] ?? said);
  const mode = MODES[name];
  if (!mode) throw new UnfitDatabase(`sslmode=${said} must be one of ${Object.keys(MODES).join(", ")}`);
  const negotiation = parameters.get("sslnegotiation") ?? "postgres";
  if (negotiation !== "postgres" && negotiation !== "direct") {
    throw new UnfitDatabase(`sslnegotiation=${negotiation} must be postgres or direct`);
  }
  if (mode.use === "never") return { ...mode, isDirect: false, material: {} };
  const passphrase = parameters.get("sslpassword");
  return {
    ...mode,
    isDirect: negotiation === "direct",
    material: {
      ...(rootCert && rootCert !== "system" && { ca: readNamed("sslrootcert", rootCert) }),
      ...readOptional("cert", "sslcert", parameters),
      ...readOptional("key", "sslkey", parameters),
      ...(passphrase && { passphrase }),
    },
  };
}

function readOptional<K extends string>(key: K, name: string, parameters: ReadonlyMap<string, string>) {
  const path = parameters.get(name);
  return path ? { [key]: readNamed(name, path) } : {};
}

function readNamed(name: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? error.code : error;
    throw new UnfitDatabase(`${name}=${path} in the database's URL cannot be read (${reason})`);
  }
}
