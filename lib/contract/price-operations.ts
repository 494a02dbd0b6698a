import { addCapacityOperation, capacityOperation, endCapacityOperation } from "./capacity";
import { breakEvenOperation, capacityUseOperation } from "./capacity-use";
import { addCatalogueModelOperation, catalogueOperation, changeCatalogueModelOperation } from "./catalogue";
import { addDiscountOperation, discountsOperation, endDiscountOperation } from "./discounts";
import { exportPricesOperation, importPricesOperation } from "./price-import";
import { testPriceOperation } from "./price-test";
import { addPriceOperation, addRatesOperation, copyPriceOperation, pricesOperation, ratesOperation } from "./prices";
import {
  cancelRepriceOperation,
  repriceOperation,
  repriceRunOperation,
  repriceRunsOperation,
  undoRepriceOperation,
} from "./reprice";
import { retirementsOperation } from "./retirements";

/** The operations of prices, and of what is paid beside or instead of them, in the order of the description. */
export const PRICE_OPERATIONS = [
  pricesOperation,
  addPriceOperation,
  copyPriceOperation,
  testPriceOperation,
  exportPricesOperation,
  importPricesOperation,
  capacityOperation,
  addCapacityOperation,
  endCapacityOperation,
  capacityUseOperation,
  breakEvenOperation,
  discountsOperation,
  addDiscountOperation,
  endDiscountOperation,
  ratesOperation,
  addRatesOperation,
  catalogueOperation,
  retirementsOperation,
  addCatalogueModelOperation,
  changeCatalogueModelOperation,
  repriceOperation,
  repriceRunsOperation,
  repriceRunOperation,
  cancelRepriceOperation,
  undoRepriceOperation,
] as const;
