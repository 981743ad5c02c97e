import { Link } from "@tanstack/react-router";
import { useTexts } from "../texts/texts.tsx";

export function NotFound() {
  const texts = useTexts();
  return (
    <>
      <div className="head">
        <div className="grow">
          <h1>{texts("notFound.title")}</h1>
          <p>{texts("notFound.why")}</p>
        </div>
      </div>
      <p className="legend">
        <Link to="/vehicles" className="btn">
          {texts("notFound.go")}
        </Link>
      </p>
    </>
  );
}
