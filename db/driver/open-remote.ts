import { isIP, Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { type HostAddress, nameOfHost } from "./parse-target";
import type { TlsSettings } from "./read-tls";
import { UnfitDatabase } from "./unfit-database";

const KEEP_ALIVE_MS = 60_000;
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const YES = 0x53;
const NO = 0x4e;
const NAME_IS_WRONG = "ERR_TLS_CERT_ALTNAME_INVALID";
/** How TLS says that a certificate cannot be trusted, whatever its name. */
const NOT_TRUSTED = /^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)/;

/**
 * A connection to a server, encrypted as the settings say, with nothing of PostgreSQL's protocol on it yet but that.
 *
 * Nagle's algorithm is off: with it, every COPY over TCP stalls twice for 40 ms. Aborting the signal ends it at any time.
 */
export async function openRemote(address: HostAddress, tls: TlsSettings, signal: AbortSignal): Promise<Socket> {
  const plain = new Socket().setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS);
  const { host, port, path } = address;
  // A pending operation gets the error; at other times the `close` after it says enough.
  plain.on("error", () => undefined);
  try {
    await settled(plain, "connect", signal, () => (path ? plain.connect(path) : plain.connect(port, host)));
    // Who can reach a socket of the file system can read the server's memory, too.
    if (tls.use === "never" || path) return plain;
    if (!tls.isDirect && !(await offersTls(plain, address, signal))) {
      if (tls.use === "offered") return plain;
      throw new UnfitDatabase(`The database at ${nameOfHost(address)} offers no TLS, which its URL asks for`);
    }
    return await encrypted(plain, address, tls, signal);
  } catch (error) {
    plain.destroy();
    throw error;
  }
}

async function offersTls(plain: Socket, address: HostAddress, signal: AbortSignal): Promise<boolean> {
  const answer = await settled(plain, "data", signal, () => plain.write(SSL_REQUEST));
  plain.pause();
  // More than the one byte would be somebody's who wants it taken for what comes encrypted.
  if (!(answer instanceof Uint8Array) || answer.length !== 1 || (answer[0] !== YES && answer[0] !== NO)) {
    throw new Error(`The server at ${nameOfHost(address)} does not answer as PostgreSQL does when asked for TLS`);
  }
  return answer[0] === YES;
}

async function encrypted(plain: Socket, address: HostAddress, tls: TlsSettings, signal: AbortSignal): Promise<Socket> {
  const socket = connectTls({
    ...tls.material,
    socket: plain,
    host: address.host,
    ...(isIP(address.host) === 0 && { servername: address.host }),
    rejectUnauthorized: tls.verify !== "nothing",
    ...(tls.verify === "authority" && { checkServerIdentity: () => undefined }),
    ...(tls.isDirect && { ALPNProtocols: ["postgresql"] }),
  });
  try {
    socket.on("error", () => undefined);
    await settled(socket, "secureConnect", signal, () => undefined);
  } catch (error) {
    throw explained(error, address);
  }
  return socket;
}

function explained(error: unknown, address: HostAddress): unknown {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return error;
  const whose = `The certificate of the database at ${nameOfHost(address)}`;
  if (error.code === NAME_IS_WRONG) return new UnfitDatabase(`${whose} is not for that name (${error.message})`);
  if (!NOT_TRUSTED.test(error.code)) return error;
  return new UnfitDatabase(
    `${whose} is not trusted (${error.message}); name its authority in sslrootcert or NODE_EXTRA_CA_CERTS`,
  );
}

/** Waits for one event of a socket, or its failure, whichever comes first. */
function settled(socket: Socket, event: string, signal: AbortSignal, start: () => unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const finish = (act: () => void) => {
      for (const [name, listener] of listeners) socket.off(name, listener);
      signal.removeEventListener("abort", abort);
      act();
    };
    const abort = () => {
      finish(() => reject(signal.reason));
      socket.destroy();
    };
    const listeners: [string, (value?: unknown) => void][] = [
      [event, (value) => finish(() => resolve(value))],
      ["error", (error) => finish(() => reject(error))],
      ["close", () => finish(() => reject(closedEarly()))],
    ];
    if (signal.aborted) return abort();
    for (const [name, listener] of listeners) socket.on(name, listener);
    signal.addEventListener("abort", abort);
    start();
  });
}

function closedEarly(): Error {
  return Object.assign(new Error("The server ended the connection before it was one"), { code: "CONNECTION_CLOSED" });
}
