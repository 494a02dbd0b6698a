import type { Sql } from "postgres";
import { DIMENSION_SET_COLUMNS } from "../schema/dimension-sets";

const COLUMNS = DIMENSION_SET_COLUMNS.join(", ");
const WITH_PRICE = DIMENSION_SET_COLUMNS.map((name) => (name === "price_id" ? "w.price_id" : `t.${name}`)).join(", ");
const WANTED = "unnest($1::int[], $2::int[]) as w(set_id, price_id) join attribution t on t.id = w.set_id";

/** Which dimension set differs from another in its price alone; such sets are made where there are none. */
export class PricedSets {
  readonly #sql: Sql;
  readonly #known = new Map<number, Map<number, number>>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Makes known the sets of these, of which `priceIds` are the new prices. Commits on its own: who stores attempts meanwhile must not wait. */
  async learn(setIds: Int32Array, priceIds: readonly number[]): Promise<void> {
    const sets: number[] = [];
    const prices: number[] = [];
    const asked = new Set<string>();
    for (const [index, set] of setIds.entries()) {
      const price = priceIds[index] ?? 0;
      if (this.#known.get(set)?.has(price) || asked.has(`${set} ${price}`)) continue;
      asked.add(`${set} ${price}`);
      sets.push(set);
      prices.push(price);
    }
    if (sets.length === 0) return;
    await this.#sql.unsafe(
      `insert into attribution (${COLUMNS}) select distinct ${WITH_PRICE} from ${WANTED} order by ${WITH_PRICE} on conflict do nothing`,
      [sets, prices],
    );
    const found = await this.#sql.unsafe<{ set_id: number; price_id: number; id: number }[]>(
      `select w.set_id, w.price_id, a.id from ${WANTED}
       join attribution a on (${DIMENSION_SET_COLUMNS.map((name) => `a.${name}`).join(", ")}) = (${WITH_PRICE})`,
      [sets, prices],
    );
    for (const { set_id, price_id, id } of found) {
      this.#known.set(set_id, (this.#known.get(set_id) ?? new Map<number, number>()).set(price_id, id));
    }
  }

  get(setId: number, priceId: number): number {
    const id = this.#known.get(setId)?.get(priceId);
    if (!id) throw new Error(`Dimension set ${setId} has none of price ${priceId}`);
    return id;
  }
}
