import { useTexts } from "../texts/texts.tsx";
import { fileFormats, type ListFile } from "./list-file.ts";

/** A list as it is seen, as files to save. */
export function ListFiles({ file }: { readonly file: ListFile }) {
  const texts = useTexts();
  return fileFormats.map((format) => (
    <a key={format} className="btn" href={file(format)} download>
      {texts(`list.save.${format}`)}
    </a>
  ));
}
