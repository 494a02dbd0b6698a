import type { Outcome } from "@/lib/domain/outcome";
import type { Tokens } from "@/lib/ingest/usage/tokens";

/** How an attempt ended, as it is logged and judged. */
export type AttemptEnding = {
  outcome: Outcome;
  httpStatus: number | null;
  errorCode: string | null;
  startedMs: number;
  durationUs: number;
  ttftUs: number | null;
  usage: Tokens;
};

/** What an upstream answered, in the shape of its API; empty where it had none. */
export type PassedOn = { status: number; body: string };

/** What may come of it. */
export type AttemptResult = { ending: AttemptEnding } & (
  | { kind: "answered" }
  /** Somebody else may be asked. `isBegun`: the caller has a part of the answer already. `rejection`: what to pass on if nobody else is. */
  | { kind: "failed"; isBegun: boolean; retryAfterMs: number | null; mayRetrySame: boolean; rejection: PassedOn | null }
  /** The caller's own mistake, which is passed on. */
  | ({ kind: "rejected" } & PassedOn)
  | { kind: "cancelled" }
);

/** Why an attempt failed, where it is no error of a connection. */
export class AttemptFailure extends Error {
  override name = "AttemptFailure";
  readonly outcome: Outcome;
  readonly errorCode: string;

  constructor(outcome: Outcome, errorCode: string) {
    super(errorCode);
    this.outcome = outcome;
    this.errorCode = errorCode;
  }
}
