import { Glyph } from "@drawbar/ui/glyphs.tsx";
import type { VinReading } from "../api/types.ts";
import { useTexts } from "../texts/texts.tsx";

const fields = [
  "make",
  "model",
  "series",
  "trim",
  "bodyClass",
  "modelYear",
  "vehicleType",
  "electrification",
  "manufacturer",
  "country",
  "plant",
  "serial",
] as const;

/** Year, make and model in one, as far as they are known; empty when nothing is. */
export function vinName({ modelYear, make, model, series }: VinReading): string {
  return [modelYear, make, model, series].filter((part) => part !== undefined).join(" ");
}

/**
 * What the VIN says, field by field, with where each is from; what is doubtful stands open, the rest is a click away.
 *
 * @param reading `undefined` while it is not there yet: its place is kept, so that nothing below moves.
 */
export function VinDetails({ reading }: { readonly reading: VinReading | undefined }) {
  const texts = useTexts();
  if (reading === undefined) return <div className="vin" />;
  const known = fields.filter((name) => reading[name] !== undefined);
  const doubts = reading.findings.filter(({ severity }) => severity !== "note");
  const notes = reading.findings.filter(({ severity }) => severity === "note");
  return (
    <>
      {doubts.map(({ code, text }) => (
        <p key={code} className="doubt">
          <Glyph name="warn" level="warn" />
          {text}
        </p>
      ))}
      <details className="vin">
        <summary>
          {texts(reading.kind === "malformed" ? "vin.malformed" : "vin.says")}
          {reading.kind === "decoded" && `: ${vinName(reading) || texts("vin.nothing")}`}
        </summary>
        {known.length > 0 && (
          <dl className="kv">
            {known.map((name) => (
              <div key={name}>
                <dt>{texts(`vin.${name}`)}</dt>
                <dd>
                  {reading[name]} <span className="sub">{texts(`vin.from.${reading.from?.[name] ?? "unknown"}`)}</span>
                </dd>
              </div>
            ))}
          </dl>
        )}
        {notes.map(({ code, text }) => (
          <p key={code}>{text}</p>
        ))}
      </details>
    </>
  );
}
