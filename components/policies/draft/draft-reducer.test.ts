import { expect, test } from "vitest";
import { type DraftEvent, type DraftState, draftReducer } from "./draft-reducer";

type Draft = { limit: string; models: string };
type Version = Draft & { version: number };
type State = DraftState<Draft, Version, string>;

const show = ({ limit, models }: Version): Draft => ({ limit, models });
const reduce = draftReducer<Draft, Version>({
  show,
  rebase: ({ draft: base }, mine, theirs) => ({
    draft: {
      limit: mine.limit === base.limit ? theirs.limit : mine.limit,
      models: mine.models === base.models ? theirs.models : mine.models,
    },
    clashes: mine.limit !== base.limit && theirs.limit !== base.limit ? ["limit"] : [],
  }),
});

const first: Version = { version: 1, limit: "800", models: "a" };
const second: Version = { version: 2, limit: "900", models: "b" };
const opened: State = {
  base: { version: 1, published: first, draft: show(first) },
  ...{ draft: show(first), comment: "", source: "proposal 7", submitted: null, refusals: 0, clashes: [] },
};
const after = (...events: DraftEvent<Draft, Version>[]) => events.reduce<State>(reduce, opened);
const type = (change: Partial<Draft>): DraftEvent<Draft, Version> => ({
  type: "typed",
  change: (draft) => ({ ...draft, ...change }),
});
const comment = (text: string): DraftEvent<Draft, Version> => ({ type: "commented", comment: text });
const refused: DraftEvent<Draft, Version> = { type: "refused" };

test("typing changes the draft alone, never what it is typed on", () => {
  expect(after(type({ limit: "8e" }), comment("why"))).toEqual({
    ...opened,
    draft: { limit: "8e", models: "a" },
    comment: "why",
  });
});

test("an invalid draft that is submitted counts as refused and marks its errors, a valid one waits for the answer", () => {
  const draft = { limit: "", models: "a" };
  expect(after(type(draft), { type: "submitted", isValid: false })).toMatchObject({
    submitted: { draft, comment: "" },
    refusals: 1,
  });
  expect(after({ type: "submitted", isValid: true }).refusals).toBe(0);
});

test("a refusal keeps all that was typed, and each one counts", () => {
  const typed = after(type({ limit: "850" }), comment("why"), { type: "submitted", isValid: true });

  expect([refused, refused].reduce<State>(reduce, typed)).toEqual({ ...typed, refusals: 2 });
});

test("what was published becomes the base, and a form that holds nothing else is clean", () => {
  const sent = { draft: { limit: "900 ", models: "b" }, comment: "why" };
  const done = after(
    type(sent.draft),
    comment(sent.comment),
    { type: "submitted", isValid: true },
    { type: "published", published: second, sent },
  );

  expect(done).toEqual({
    ...opened,
    base: { version: 2, published: second, draft: show(second) },
    ...{ draft: show(second), comment: "", source: null, submitted: null },
  });
});

test("what was typed while the answer was on its way stays", () => {
  const sent = { draft: show(second), comment: "why" };
  const events = [type(sent.draft), comment("why"), type({ limit: "950" }), comment("why not")];

  const done = after(...events, { type: "published", published: second, sent });

  expect(done).toMatchObject({ base: { version: 2 }, draft: { limit: "950", models: "b" }, comment: "why not" });
});

test("my changes are carried on to a newer version, with the clashes and without old marks", () => {
  const submitted: DraftEvent<Draft, Version> = { type: "submitted", isValid: true };
  const rebased = after(type({ limit: "850" }), comment("why"), submitted, { type: "rebased", onto: second });

  expect(rebased).toEqual({
    ...opened,
    base: { version: 2, published: second, draft: show(second) },
    ...{ draft: { limit: "850", models: "b" }, comment: "why", clashes: ["limit"] },
  });
});

test("a reset drops what was typed, for a newer version or for the one it was typed on", () => {
  const typed = [type({ limit: "850" }), comment("why"), { type: "submitted", isValid: false } as const];

  expect(after(...typed, { type: "reset", onto: null })).toEqual({ ...opened, refusals: 1 });
  expect(after(...typed, { type: "reset", onto: second })).toMatchObject({
    base: { version: 2, published: second },
    ...{ draft: show(second), comment: "", submitted: null },
  });
});
