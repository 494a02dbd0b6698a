import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeVectors } from "../vectors/make-vectors";

for (const [name, text] of makeVectors()) writeFileSync(join(import.meta.dirname, "..", "vectors", name), text);
