/** VINs with what is known of the vehicles, from lists that we did not make. */
import { parse } from "yaml";
import { recording } from "./recordings.ts";

export interface KnownVehicle {
  readonly vin: string;
  readonly make: string;
  readonly modelYear: number;
  readonly model: string;
  /** Empty, or `undefined` in lists that do not tell series and trim apart from the model. */
  readonly series: string | undefined;
  readonly trim: string | undefined;
  readonly bodyClass: string | undefined;
}

/** `ford` and `kia` are made of patterns of real vehicles, `decode` is of real vehicles and words models in its own way. */
export function vinList(name: "ford" | "kia" | "decode"): readonly KnownVehicle[] {
  const file = { ford: "vin/test_ford.yaml", kia: "vin/test_kia.yaml.gz", decode: "vin/test_decode.yaml" }[name];
  // One list gives a key twice.
  const lists = parse(new TextDecoder().decode(recording(file)), { uniqueKeys: false }) as Readonly<Record<string, readonly Record<string, unknown>[]>>; // the form of these files
  const word = (value: unknown): string | undefined => (typeof value === "string" || typeof value === "number" ? String(value) : undefined);
  return Object.values(lists).flatMap((list) =>
    list.map((entry) => ({
      vin: word(entry["vin"]) ?? "",
      make: word(entry["make"]) ?? "",
      modelYear: Number(entry["model_year"]),
      model: word(entry["model"]) ?? "",
      series: word(entry["series"]),
      trim: word(entry["trim"]),
      bodyClass: word(entry["body_class"]),
    })),
  );
}
