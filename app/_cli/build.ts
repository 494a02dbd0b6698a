import { buildProduct } from "./build-product";

process.exitCode = (await buildProduct()) ? 0 : 1;
