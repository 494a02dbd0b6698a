import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

export type RawAnswer = { status: number; headers: Record<string, string>; body: string };

/** One connection, spoken on by hand: what a client library would tidy up is sent as it is. */
export class RawConnection {
  readonly socket: Socket;
  #received = Buffer.alloc(0);
  #isClosed = false;
  #error: Error | undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
    });
    socket.once("close", () => {
      this.#isClosed = true;
    });
    socket.on("error", (error) => {
      this.#error = error;
    });
  }

  static async open(port: number, localAddress?: string): Promise<RawConnection> {
    const socket = connect({ port, host: "127.0.0.1", localAddress });
    const connection = new RawConnection(socket);
    await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
    return connection;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get error(): Error | undefined {
    return this.#error;
  }

  /** Resolves once the kernel took it, or the connection is gone. */
  async send(bytes: string | Uint8Array): Promise<void> {
    if (this.#isClosed || this.socket.write(bytes)) return;
    const ended = new AbortController();
    const until = (name: string) => once(this.socket, name, { signal: ended.signal }).catch(() => undefined);
    await Promise.race([until("drain"), until("close")]);
    ended.abort();
  }

  /** The next answer on this connection; null where it was closed, or stays silent for so long. */
  async answer(withinMs = 5_000): Promise<RawAnswer | null> {
    for (const until = Date.now() + withinMs; Date.now() < until; await delay(10)) {
      const answer = this.#take();
      if (answer) return answer;
      if (this.#isClosed) return null;
    }
    return null;
  }

  close(): void {
    this.socket.destroy();
  }

  #take(): RawAnswer | null {
    const head = this.#received.indexOf("\r\n\r\n");
    if (head < 0) return null;
    const [first = "", ...lines] = this.#received.toString("latin1", 0, head).split("\r\n");
    const headers = Object.fromEntries(
      lines.map((line) => [line.split(":")[0]?.toLowerCase() ?? "", line.slice(line.indexOf(":") + 1).trim()]),
    );
    const status = Number(first.split(" ")[1]);
    const start = head + 4;
    const found = bodyFrom(this.#received.subarray(start), status, headers, this.#isClosed);
    if (!found) return null;
    this.#received = this.#received.subarray(start + found.length);
    return { status, headers, body: found.body.toString("utf8") };
  }
}

type Found = { body: Buffer; length: number };

function bodyFrom(bytes: Buffer, status: number, headers: Record<string, string>, isClosed: boolean): Found | null {
  if (status < 200 || status === 204 || status === 304) return { body: Buffer.alloc(0), length: 0 };
  if (headers["transfer-encoding"] === "chunked") return chunkedBody(bytes);
  const length = headers["content-length"] === undefined ? bytes.length : Number(headers["content-length"]);
  const isWhole = headers["content-length"] === undefined ? isClosed : bytes.length >= length;
  return isWhole ? { body: bytes.subarray(0, length), length } : null;
}

function chunkedBody(bytes: Buffer): Found | null {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) return null;
    const length = Number.parseInt(bytes.toString("latin1", at, lineEnd), 16);
    const start = lineEnd + 2;
    at = start + length + 2;
    if (bytes.length < at) return null;
    if (length === 0) return { body: Buffer.concat(chunks), length: at };
    chunks.push(bytes.subarray(start, start + length));
  }
}
