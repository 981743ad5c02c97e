import type { CatalogueSignal } from "./catalogue.ts";
import { segmentFailure } from "./segment-errors.ts";
import type { SegmentColumn } from "./segment-types.ts";

/**
 * A column as physical values, one per sample.
 *
 * @returns raw * factor + offset in this order for `scaled`; the column's own array for `float`; the nearest doubles for
 *   `integer`.
 * @throws DrawbarError `CATALOGUE_MISMATCH` for text, which has no values, and when the kinds differ.
 */
export function columnValues(column: SegmentColumn, signal: Pick<CatalogueSignal, "kind" | "source" | "factor" | "offset">): Float64Array {
  if (column.kind !== signal.kind)
    throw segmentFailure("CATALOGUE_MISMATCH", `column ${column.signal} is ${column.kind}, the catalogue has ${signal.source} as ${signal.kind}`);
  switch (column.kind) {
    case "scaled": {
      const { raw } = column;
      const { factor, offset } = signal;
      const values = new Float64Array(raw.length);
      for (let index = 0; index < raw.length; index++) values[index] = (raw[index] as number) * factor + offset; // index < length
      return values;
    }
    case "float":
      return column.values;
    case "integer":
      return Float64Array.from(column.values, Number);
    default:
      throw segmentFailure("CATALOGUE_MISMATCH", `${signal.source} is text and has no numbers`);
  }
}
