import type { Bench } from "../open-bench";
import type { Section } from "../section";
import { startProduct } from "../start-product";
import { measureFanOut } from "./measure-fan-out";
import { measurePolls } from "./measure-polls";

/** How policies reach routers: polls at a steady rate against one core, and a publish received through another replica. */
export async function measureDelivery(bench: Bench): Promise<Section[]> {
  const database = await bench.createDatabase("bench_delivery");
  const first = await startProduct(bench, database.url);
  const polls = await measurePolls(bench, first);
  const second = await startProduct(bench, database.url);
  const fanOut = await measureFanOut(bench, { publishAt: first, subscribeAt: second });
  for (const { stop } of [second, first]) await stop();
  await database.drop();
  return [polls, fanOut];
}
