import { z } from "zod";
import { dimensionName, shortText } from "./common";

/** The name of a tier in a path. */
export const tierParamsSchema = z.object({ tier: dimensionName });

/** The number of a row in a path. */
export const rowParamsSchema = z.object({ id: z.coerce.number<number | string>().int().positive() });

/** The number of a tier's proposal in a path. */
export const tierRowParamsSchema = tierParamsSchema.extend(rowParamsSchema.shape);

/** The key of an import in a path. */
export const importParamsSchema = z.object({ id: shortText(64) });
