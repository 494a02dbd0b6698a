import { launchProduct, type Product } from "./launch-product";
import type { Bench } from "./open-bench";

/** Starts the built product, as `npm start` does, on one of the bench's databases, and waits until it is ready. */
export function startProduct(bench: Bench, databaseUrl: string): Promise<Product> {
  return launchProduct(bench.cleanup, {
    folder: process.cwd(),
    env: { DATABASE_URL: databaseUrl, SWITCHYARD_DATA_DIR: bench.folder, ...bench.options.serverEnv },
  });
}
