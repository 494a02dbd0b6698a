import { z } from "zod";
import { budgetChangeSchema, budgetDetailSchema, budgetSchema, budgetsSchema, newBudgetSchema } from "./budgets";
import { operation } from "./operation";
import { rowParamsSchema } from "./path-params";

export const budgetsOperation = operation({
  method: "get",
  path: "/api/v1/budgets",
  summary: "Budgets, how each stands in its period, and the thresholds that were reached",
  scope: "metrics:read",
  query: z.strictObject({ format: z.enum(["json", "csv"]).default("json") }),
  reply: budgetsSchema,
});

export const budgetOperation = operation({
  method: "get",
  path: "/api/v1/budgets/{id}",
  summary: "A budget with each day of its period",
  scope: "metrics:read",
  params: rowParamsSchema,
  reply: budgetDetailSchema,
});

export const createBudgetOperation = operation({
  method: "post",
  path: "/api/v1/budgets",
  summary: "Add a budget",
  scope: "budgets:write",
  body: newBudgetSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: budgetSchema,
  status: 201,
});

export const changeBudgetOperation = operation({
  method: "patch",
  path: "/api/v1/budgets/{id}",
  summary: "Change fields of a budget; If-Match names the version that was edited",
  scope: "budgets:write",
  params: rowParamsSchema,
  body: budgetChangeSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: budgetSchema,
  headers: ["If-Match"],
});

export const deleteBudgetOperation = operation({
  method: "delete",
  path: "/api/v1/budgets/{id}",
  summary: "Delete a budget; If-Match names the version that is deleted",
  scope: "budgets:write",
  params: rowParamsSchema,
  headers: ["If-Match"],
  status: 204,
});

export const restoreBudgetOperation = operation({
  method: "post",
  path: "/api/v1/budgets/{id}/restore",
  summary: "Bring a deleted budget back",
  scope: "budgets:write",
  params: rowParamsSchema,
  reply: budgetSchema,
});

export const BUDGET_OPERATIONS = [
  budgetsOperation,
  budgetOperation,
  createBudgetOperation,
  changeBudgetOperation,
  deleteBudgetOperation,
  restoreBudgetOperation,
] as const;
