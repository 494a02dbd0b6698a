/** How a number or a state is to be read; never shown by its colour alone. */
export type Tone = "good" | "warn" | "bad" | "accent" | "neutral";
