import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import { processWide } from "@/lib/process-wide";

const RETRY_AFTER_SECONDS = 1;

/** Says how many bytes a piece of work holds by now; throws UNAVAILABLE where there is no room for them. */
export type Hold = (bytes: number) => void;

/**
 * Bounds the bytes of bodies that are being read, unpacked, parsed and stored at one time, whatever their number.
 *
 * What is expected not to fit is turned away (UNAVAILABLE) before a byte of it is read, what turns out larger as soon as
 * it does; with nothing else held, anything fits.
 */
export class AdmissionLimit {
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get heldBytes(): number {
    return this.#bytes;
  }

  /** Runs the work on a body of about so many bytes; what it holds counts until it has settled. */
  async run<T>(expectedBytes: number, work: (hold: Hold) => Promise<T>): Promise<T> {
    let held = 0;
    const hold = (bytes: number) => {
      if (bytes <= held) return;
      const others = this.#bytes - held;
      if (others > 0 && others + bytes > this.#maxBytes) {
        throw new AppError("UNAVAILABLE", t("Too much is being read; try again shortly"), {
          retryAfterSeconds: RETRY_AFTER_SECONDS,
        });
      }
      this.#bytes += bytes - held;
      held = bytes;
    };
    hold(expectedBytes);
    try {
      return await work(hold);
    } finally {
      this.#bytes -= held;
      held = 0;
    }
  }
}

const MIB = 1024 * 1024;

// Apart from each other, so that a flood of logs, or of strangers, leaves room for what else is to be done.
const MAX_BYTES = {
  logs: 64 * MIB,
  requests: 32 * MIB,
  strangers: 16 * MIB,
  pages: 32 * MIB,
  models: 128 * MIB,
} as const;

type Kind = keyof typeof MAX_BYTES;

// The bundles of Next share one memory.
const limits = processWide<Map<Kind, AdmissionLimit>>("admission-limits").getOrMake(() => new Map());

/** The process's one limit for bodies of this kind. */
export function admissionLimit(kind: Kind): AdmissionLimit {
  const limit = limits.get(kind) ?? new AdmissionLimit(MAX_BYTES[kind]);
  limits.set(kind, limit);
  return limit;
}
