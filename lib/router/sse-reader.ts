/** An event of a stream: its name where it has one, and its data. */
export type SseEvent = { name: string | null; data: string };

/** More than any event of an answer has; what goes on without an end is none. */
const EVENT_MAX_CHARACTERS = 16 * 1024 * 1024;

/**
 * Reads server-sent events out of bytes, wherever these are cut: within a character, a line or between the two ends of one.
 *
 * Comments and events without data are left out. What stands behind the last empty line is no event, by the standard; yet
 * providers end streams without one, so that `end` takes it where it has data.
 */
export class SseReader {
  readonly #decoder = new TextDecoder();
  #rest = "";
  #name: string | null = null;
  #data: string[] = [];
  #length = 0;

  /** The events that these bytes complete. Throws RangeError where one has no end. */
  push(bytes: Uint8Array): SseEvent[] {
    return this.#read(this.#decoder.decode(bytes, { stream: true }), false);
  }

  /** What is left when the stream has ended. */
  end(): SseEvent[] {
    return this.#read(`${this.#decoder.decode()}\n\n`, true);
  }

  #read(text: string, isEnd: boolean): SseEvent[] {
    const events: SseEvent[] = [];
    const all = this.#rest + text;
    let from = 0;
    // What is left over has no end of a line, but for a CR it may end with.
    for (let at = Math.max(0, this.#rest.length - 1); at < all.length; at++) {
      const code = all.charCodeAt(at);
      if (code !== LF && code !== CR) continue;
      // A CR at the very end may be the first half of a line's end.
      if (code === CR && at === all.length - 1 && !isEnd) break;
      this.#take(all.slice(from, at), events);
      if (code === CR && all.charCodeAt(at + 1) === LF) at++;
      from = at + 1;
    }
    this.#rest = all.slice(from);
    if (this.#rest.length + this.#length > EVENT_MAX_CHARACTERS) throw new RangeError("An event has no end");
    return events;
  }

  #take(line: string, events: SseEvent[]): void {
    if (line === "") {
      if (this.#data.length > 0) events.push({ name: this.#name, data: this.#data.join("\n") });
      this.#name = null;
      this.#data = [];
      this.#length = 0;
      return;
    }
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (field === "event") this.#name = value;
    if (field !== "data") return;
    this.#data.push(value);
    this.#length += value.length;
  }
}

const LF = 10;
const CR = 13;

/** An event as it is written. */
export function sseText({ name, data }: SseEvent): string {
  const lines = data.includes("\n") ? data.split("\n").join("\ndata: ") : data;
  return name === null ? `data: ${lines}\n\n` : `event: ${name}\ndata: ${lines}\n\n`;
}
