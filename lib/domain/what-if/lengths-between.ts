import { catalogueModelOf } from "../catalogue/catalogue-model-of";
import type { Lengths } from "./change-model";
import type { PricedModel } from "./changes";
import { type LearntLength, SAME_LENGTH, UNLEARNT_INPUT, UNLEARNT_OUTPUT } from "./learn-lengths";

/** How token counts differ between two models, and what that was learnt from; null of what was not learnt. */
export type PairLengths = {
  from: PricedModel;
  to: PricedModel;
  lengths: Lengths;
  output: LearntLength | null;
  input: LearntLength | null;
  isSameModel: boolean;
};

type Learnt = { output: LearntLength | null; input: LearntLength | null };

/**
 * The ranges between two models, from what was learnt of them.
 *
 * A model has the same lengths at every provider, and models of one maker are taken to count their input alike.
 */
export function lengthsBetween(from: PricedModel, to: PricedModel, learnt: Learnt): PairLengths {
  const [own, other] = [catalogueModelOf(from.model), catalogueModelOf(to.model)];
  const isSameModel = from.model === to.model || (own !== null && own.id === other?.id);
  if (isSameModel) {
    return { from, to, isSameModel, lengths: { input: SAME_LENGTH, output: SAME_LENGTH }, output: null, input: null };
  }
  const isSameMaker = own !== null && own.maker === other?.maker;
  const input = isSameMaker ? SAME_LENGTH : (learnt.input ?? UNLEARNT_INPUT);
  return {
    ...{ from, to, isSameModel, output: learnt.output, input: isSameMaker ? null : learnt.input },
    lengths: { input, output: learnt.output ?? UNLEARNT_OUTPUT },
  };
}
