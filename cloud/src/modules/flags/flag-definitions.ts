/** Every switch that a fleet has. What is not listed here does not exist; a flag that is decided for all goes away again. */
export const flagDefinitions = {
  "raw-sample-export": {
    kind: "boolean",
    variants: ["on", "off"],
    standard: "on",
    title: "Export of raw samples",
    meaning: "Whether raw samples of a vehicle, positions included, may leave as a file. Off: charts go on, exports are refused.",
  },
  "audit-values": {
    kind: "variant",
    variants: ["kept", "left-out"],
    standard: "kept",
    title: "Values in the audit trail",
    meaning:
      "Whether an entry keeps what was there before and after a change, or only what was changed. For fleets whose rules on personal data ask for the least.",
  },
} as const satisfies Readonly<Record<string, FlagDefinition>>;

export interface FlagDefinition {
  /** boolean: its variants are on and off. */
  readonly kind: "boolean" | "variant";
  readonly variants: readonly string[];
  readonly standard: string;
  readonly title: string;
  readonly meaning: string;
}

export type FlagName = keyof typeof flagDefinitions;
type NameOf<Kind> = { [Name in FlagName]: (typeof flagDefinitions)[Name]["kind"] extends Kind ? Name : never }[FlagName];
export type BooleanFlag = NameOf<"boolean">;
export type VariantFlag = NameOf<"variant">;
export type VariantOf<Name extends FlagName> = (typeof flagDefinitions)[Name]["variants"][number];

export const flagNames = Object.keys(flagDefinitions) as readonly FlagName[]; // keys of a constant

/** @returns `undefined` for a name that the program does not know, such as one of an older release. */
export function findFlag(name: string): FlagDefinition | undefined {
  return Object.hasOwn(flagDefinitions, name) ? flagDefinitions[name as FlagName] : undefined; // checked in this line
}
