import { catalogueModelOf } from "../catalogue/catalogue-model-of";
import { modelAtProvider } from "../pricing/model-at-provider";

/** Which of a model's upstreams OpenRouter asks first: no part of its price. */
const ORDER_OF_UPSTREAMS = /:(?:nitro|floor|exacto)$/;

type Named = {
  /** The name the caller used, and the same at the provider it counts for. */
  asked: string;
  sent: string;
  /** What it counts as. */
  model: string;
  provider: string;
  /** Whose price it is: the provider's or, where another sends the bill, the other's. */
  seller: string;
};

/** The names that an attempt's price is looked for under, in this order: as sent, then as counted, then without the day of a build. */
export function pricedNames({ asked, sent, model, provider, seller }: Named): string[] {
  const known = catalogueModelOf(model);
  const priced = seller === provider ? sent : modelAtProvider(seller, asked);
  const names = [priced, sent, model, ...(known && !model.includes("/") ? [known.id] : [])];
  return [...new Set(names.flatMap((name) => [name, name.replace(ORDER_OF_UPSTREAMS, "")]))];
}
