import { useTexts } from "../texts/texts.tsx";

/** Who says it: a signal by its source, or people. */
export function Source({ name }: { readonly name: string | undefined }) {
  const texts = useTexts();
  return name === undefined ? <>{texts("meters.people")}</> : <span className="code">{name}</span>;
}
