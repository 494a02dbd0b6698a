import { forCaller } from "@/db/readers/caller-context";
import { AppError } from "@/lib/contract/error";
import { SECOND_MS } from "@/lib/domain/time/units";
import type { AskedExport } from "./export-calls";
import { makeExport } from "./make-export";

type Open = {
  pieces: AsyncIterator<Uint8Array<ArrayBuffer>>;
  left: AbortController;
  patience: NodeJS.Timeout | undefined;
};

/** Whoever does not ask for the next piece within this time holds up the database for nothing. */
const PATIENCE_MS = 60 * SECOND_MS;

/** Files that are being made, each for one who asks for it piece by piece. */
export class OpenExports {
  readonly #open = new Map<number, Open>();

  /** Begins a file and makes its first piece, so that what cannot be made is refused before anything is sent. */
  open({ id, file, caller }: AskedExport): Promise<Uint8Array<ArrayBuffer> | null> {
    const left = new AbortController();
    const pieces = forCaller({ signal: left.signal, caller }, () => makeExport(file));
    this.#open.set(id, { pieces, left, patience: undefined });
    return this.next(id);
  }

  /** The next piece, or null after the last. */
  async next(id: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const open = this.#open.get(id);
    if (!open) throw new AppError("UNAVAILABLE", "This file is not being made any more; ask for it again");
    clearTimeout(open.patience);
    try {
      const { value, done } = await open.pieces.next();
      if (!done && value) {
        open.patience = setTimeout(() => void this.close(id), PATIENCE_MS);
        return value;
      }
    } catch (error) {
      await this.close(id);
      throw error;
    }
    await this.close(id);
    return null;
  }

  /** Ends a file early, and what is read for it. */
  async close(id: number): Promise<void> {
    const open = this.#open.get(id);
    if (!open) return;
    this.#open.delete(id);
    clearTimeout(open.patience);
    open.left.abort();
    await open.pieces.return?.()?.catch(() => undefined);
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((id) => this.close(id)));
  }
}
