import { implement } from "@/app/_server/implement";
import { getReadDb } from "@/app/_server/runtime";
import { testPrice } from "@/app/_server/test-price";
import { testPriceOperation } from "@/lib/contract/price-test";

export const POST = implement(testPriceOperation, ({ body }) =>
  testPrice(getReadDb(), { test: body, now: new Date() }),
);
