import { isSame } from "./is-same";

/** A version in force and how a form shows it; version 0 where nothing was published yet. */
export type Base<Draft, Published> = { version: number; published: Published | null; draft: Draft };

/** What a form sends and what it must not lose while the answer is on its way. */
type Typed<Draft> = { draft: Draft; comment: string };

export type DraftState<Draft, Published, Source = never> = Typed<Draft> & {
  /** The version that is typed on. */
  base: Base<Draft, Published>;
  /** What the draft was loaded from, until it is published. */
  source: Source | null;
  /** What was last asked to be published; errors are marked from then on. */
  submitted: Typed<Draft> | null;
  /** Counts refusals, so that each one can move the focus. */
  refusals: number;
  /** Fields that both sides changed, differently. */
  clashes: readonly string[];
};

export type DraftEvent<Draft, Published> =
  | { type: "typed"; change: (draft: Draft) => Draft }
  | { type: "commented"; comment: string }
  | { type: "submitted"; isValid: boolean }
  | { type: "refused" }
  | { type: "published"; published: Published; sent: Typed<Draft> }
  /** My changes are carried on to a newer version. */
  | { type: "rebased"; onto: Published }
  /** What was typed is dropped, for a newer version or for the one it was typed on. */
  | { type: "reset"; onto: Published | null };

type DraftRules<Draft, Published> = {
  show: (published: Published) => Draft;
  rebase: (
    base: Base<Draft, Published>,
    mine: Draft,
    theirs: Published,
  ) => { draft: Draft; clashes: readonly string[] };
};

/** How a form changes that is typed on a published version. What was typed is dropped only by a publish of it, or on request. */
export function draftReducer<Draft, Published extends { version: number }>(rules: DraftRules<Draft, Published>) {
  const baseOf = (published: Published): Base<Draft, Published> => ({
    version: published.version,
    published,
    draft: rules.show(published),
  });
  return <Source>(
    state: DraftState<Draft, Published, Source>,
    event: DraftEvent<Draft, Published>,
  ): DraftState<Draft, Published, Source> => {
    switch (event.type) {
      case "typed":
        return { ...state, draft: event.change(state.draft) };
      case "commented":
        return { ...state, comment: event.comment };
      case "submitted": {
        const { draft, comment, refusals } = state;
        return { ...state, submitted: { draft, comment }, refusals: event.isValid ? refusals : refusals + 1 };
      }
      case "refused":
        return { ...state, refusals: state.refusals + 1 };
      case "published": {
        const base = baseOf(event.published);
        // What was typed while the answer was on its way stays.
        const draft = isSame(state.draft, event.sent.draft) ? base.draft : state.draft;
        const comment = state.comment === event.sent.comment ? "" : state.comment;
        return { ...state, base, draft, comment, source: null, submitted: null, clashes: [] };
      }
      case "rebased": {
        const rebased = rules.rebase(state.base, state.draft, event.onto);
        return { ...state, base: baseOf(event.onto), ...rebased, submitted: null };
      }
      case "reset": {
        const base = event.onto ? baseOf(event.onto) : state.base;
        return { ...state, base, draft: base.draft, comment: "", submitted: null, clashes: [] };
      }
    }
  };
}
