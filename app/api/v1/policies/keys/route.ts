import { publishedKeys } from "@/app/_server/bundle/bundle-source";
import { implement } from "@/app/_server/implement";
import { signingKeysOperation } from "@/lib/contract/signing-keys";

export const GET = implement(signingKeysOperation, () => ({ keys: publishedKeys() }));
