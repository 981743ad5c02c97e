import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { sessionQuery } from "../api/queries.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { useTexts } from "../texts/texts.tsx";
import { AppSection } from "./app-section.tsx";
import { PasskeySection } from "./passkey-section.tsx";
import { SessionSection } from "./session-section.tsx";
import "../admin/forms.css";

/** What people look after themselves: password, second factor, passkeys, sessions. */
export function AccountPage() {
  const texts = useTexts();
  const { data: session } = useQuery(sessionQuery);
  usePageTitle(texts("account.title"));
  if (session === undefined) return null;
  const isOfCompany = session.method === "sign-on";
  return (
    <>
      <div className="head">
        <div className="grow">
          <h1>{texts("account.title")}</h1>
          <p>
            {session.account.name}, {session.account.email}
          </p>
        </div>
        {!isOfCompany && (
          <div className="btns">
            <Link to="/account/password" className="btn">
              {texts("menu.password")}
            </Link>
          </div>
        )}
      </div>
      {session.lacksSecondFactor && (
        <div className="banner" role="status">
          <p>{texts("account.lacks")}</p>
        </div>
      )}
      {isOfCompany ? (
        <section className="reg" aria-label={texts("account.title")}>
          <p>{texts("account.ofCompany")}</p>
        </section>
      ) : (
        <>
          <PasskeySection />
          <AppSection />
        </>
      )}
      <SessionSection />
    </>
  );
}
