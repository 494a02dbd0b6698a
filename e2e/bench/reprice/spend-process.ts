import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { createDatabase } from "@/db/client";

// Asks about spend again and again until it is told to stop, in a process of its own: in one that costs attempts an answer
// would wait for the costing, as in the product it does not.

const POLL_MS = 50;
const SPEND = `select model_id, sum(cost_pico)::text as cost_pico from rollup_day_app
  where starts_at >= $1::timestamptz and starts_at < $2::timestamptz group by model_id`;
const asked = z.object({ url: z.string(), bounds: z.array(z.string()) });

let goesOn = true;
process.on("message", (message) => {
  if (message === "stop") goesOn = false;
  else void poll(asked.parse(message));
});
process.on("disconnect", () => process.exit(0));

async function poll({ url, bounds }: z.output<typeof asked>): Promise<void> {
  const { sql, end } = createDatabase(url, { max: 1, applicationName: "switchyard-bench-reader" });
  const took: number[] = [];
  // The first one finds no connection yet.
  await sql.unsafe(SPEND, bounds);
  while (goesOn) {
    const startedAt = performance.now();
    await sql.unsafe(SPEND, bounds);
    took.push(performance.now() - startedAt);
    await delay(POLL_MS);
  }
  await end();
  process.send?.(took);
}
