import type { z } from "zod";
import type { DeclaredOperation } from "@/lib/contract/operations";

type Reads = Extract<DeclaredOperation, { method: "get"; reply: z.ZodType }>;
type ReadAt<Path> = Extract<Reads, { path: Path }>;

/** The path of an operation that answers a GET with JSON. */
export type ReadPath = Reads["path"];
export type ReadReply<Path extends ReadPath> = z.output<ReadAt<Path>["reply"]>;

/** The parameters of a read, of its path and of its query alike, as they stand before they are parsed. */
export type ReadInput<Path extends ReadPath> = PathInput<Path> & QueryInput<ReadAt<Path>>;

/** The parameters that stand in a path. */
export type PathInput<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { [Key in Name]: string | number } & PathInput<Rest>
  : object;

/** The parameters of a query, where an operation has one. */
export type QueryInput<O> = O extends { query: infer Query extends z.ZodType } ? Sent<z.input<Query>> : object;
type Sent<Input> = { [Key in OptionalKey<Input>]?: Given<Input[Key]> } & {
  [Key in Exclude<keyof Input, OptionalKey<Input>>]: Given<Input[Key]>;
};
type OptionalKey<Input> = { [Key in keyof Input]-?: undefined extends Input[Key] ? Key : never }[keyof Input];
type Given<Value> = Value extends readonly (infer Item)[] ? readonly Item[] : Value;
