import type { FieldErrors } from "./field-errors";

/** What a form sends: what was typed, why, and the version it was typed on (0 for none yet). */
export type PublishInput<Draft> = { draft: Draft; comment: string; baseVersion: number };

/** How the last publish ended. What was typed stays in the form whatever it says. */
export type PublishState<Published, Proposal = never> =
  | { status: "editing" }
  | { status: "invalid"; fields: FieldErrors }
  | { status: "stale"; latest: Published }
  | { status: "refused"; message: string }
  | { status: "proposed"; proposal: Proposal }
  | { status: "published"; published: Published };

export type PublishAction<Draft, Published, Proposal = never> = (
  previous: PublishState<Published, Proposal>,
  input: PublishInput<Draft>,
) => Promise<PublishState<Published, Proposal>>;
