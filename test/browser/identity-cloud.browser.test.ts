/** What only console and cloud together show: a passkey made and used in Chromium, an invitation followed, a second factor asked for. */
import { URI, type TOTP } from "otpauth";
import type { Browser, Locator, Page } from "playwright-core";
import { buildConsole } from "@drawbar/console/build.ts";
import { startTestApi, type TestApi, type TestFleet } from "@drawbar/cloud/http/testing/test-api.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeViolations } from "./accessibility.ts";
import { hasChromium, launchChromium } from "./chromium.ts";

describe.skipIf(!hasChromium())("signing in to the cloud with Chromium", () => {
  let api: TestApi;
  let fleet: TestFleet;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    await buildConsole();
    [api, browser] = await Promise.all([startTestApi(), launchChromium()]);
    fleet = await api.makeFleet("Group Brabant");
    page = await newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await api?.dispose();
  });

  /** A browser whose device has a lock and takes passkeys. */
  async function newPage(): Promise<Page> {
    const fresh = await (await browser.newContext({ baseURL: `http://localhost:${api.server.port}`, viewport: { width: 1_440, height: 960 } })).newPage();
    const client = await fresh.context().newCDPSession(fresh);
    await client.send("WebAuthn.enable");
    await client.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return fresh;
  }

  async function signIn(by: Page, email: string, password: string): Promise<void> {
    await by.goto("/sign-in");
    await by.getByLabel("E-mail").fill(email);
    await by.getByLabel("Password", { exact: true }).fill(password);
    await by.keyboard.press("Enter");
  }

  /** As somebody without a pointer gets there. */
  async function tabTo(target: Locator): Promise<void> {
    await target.waitFor();
    for (let presses = 0; presses < 60; presses++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await target.page().keyboard.press("Tab");
    }
    throw new Error(`no way by keyboard to ${String(target)}`);
  }

  async function addPasskey(by: Page, password: string): Promise<void> {
    await by.goto("/account");
    await by.getByRole("button", { name: "Add a passkey" }).click();
    await by.getByLabel("Where it is").fill("laptop");
    await by.getByLabel(/^Your password/).fill(password);
    await by.keyboard.press("Enter");
    await by.getByRole("row", { name: /laptop/ }).waitFor();
  }

  async function signOut(by: Page): Promise<void> {
    await by.locator(".me").click();
    await by.getByRole("button", { name: "Sign out" }).click();
    await by.getByRole("button", { name: "Use a passkey" }).waitFor();
  }

  it("a passkey is made with the password and then signs in alone", async () => {
    await signIn(page, fleet.email, fleet.password);
    await page.getByRole("heading", { name: "Today", exact: true }).waitFor();
    await addPasskey(page, fleet.password);
    await signOut(page);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await page.getByRole("heading", { name: "Today", exact: true }).waitFor();
    await page.goto("/account");
    await page.getByRole("row", { name: /Passkey.*This one/ }).waitFor();
    await page.getByRole("row", { name: /laptop.*Today/ }).waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Use a passkey" }).count()).toBe(0);
  });

  it("an authenticator app is added by its QR code, then a code and a recovery code open the account: by keyboard alone, and for everybody", async () => {
    const person = await newPage();
    const own = await api.makeFleet("Group Limburg");
    await signIn(person, own.email, own.password);
    await person.getByRole("heading", { name: "Today", exact: true }).waitFor();
    await person.goto("/account");
    await tabTo(person.getByRole("button", { name: "Add an authenticator app" }));
    await person.keyboard.press("Enter");
    await tabTo(person.getByLabel(/^Your password/));
    await person.keyboard.type(own.password);
    await person.keyboard.press("Enter");
    await person.getByRole("img", { name: /^QR code/ }).waitFor();
    expect(await axeViolations(person)).toEqual([]);
    const app = URI.parse((await person.getByRole("link", { name: /Open it in the app/ }).getAttribute("href")) ?? "") as TOTP; // the cloud makes no others
    await tabTo(person.getByLabel("Code", { exact: true }));
    await person.keyboard.type(app.generate());
    await person.keyboard.press("Enter");
    await person.getByText("Recovery codes", { exact: true }).waitFor();
    const recovery = await person.locator(".once li").allInnerTexts();
    expect(recovery).toHaveLength(10);
    expect(await axeViolations(person)).toEqual([]);

    // A code counts once: the next is the one of the coming half minute.
    for (const code of [app.generate({ timestamp: Date.now() + 30_000 }), recovery[0] ?? ""]) {
      await signOut(person);
      await signIn(person, own.email, own.password);
      await person.getByLabel("Code", { exact: true }).waitFor();
      expect(await axeViolations(person)).toEqual([]);
      await tabTo(person.getByLabel("Code", { exact: true }));
      await person.keyboard.type(code);
      await person.keyboard.press("Enter");
      await person.getByRole("heading", { name: "Today", exact: true }).waitFor();
    }
    await signOut(person);
    await signIn(person, own.email, own.password);
    await person.getByLabel("Code", { exact: true }).fill(recovery[0] ?? "");
    await person.keyboard.press("Enter");
    await person.getByText("This code does not fit, or was used before.").waitFor();
    await person.context().close();
  });

  it("who is invited joins, and is held to their account until they have the second factor that the fleet asks for", async () => {
    await page.goto("/admin/sign-on");
    await page.getByRole("button", { name: "Ask everybody for it" }).click();
    await page.getByText("Everybody needs a second factor").waitFor();
    await page.goto("/admin/users");
    await page.getByRole("button", { name: "Invite somebody" }).click();
    await page.getByLabel("E-mail").fill("nora@fleet.example");
    await page.getByLabel("Role").selectOption("fleet-manager");
    await page.getByRole("button", { name: "Make the invitation" }).click();
    const link = await page.locator(".once .code").innerText();

    const guest = await newPage();
    const password = "a good long password";
    await guest.goto(link);
    await guest.getByLabel("Your name").fill("Nora");
    await guest.getByLabel("Choose a password", { exact: true }).fill(password);
    await guest.keyboard.press("Enter");
    await guest.getByText("This fleet asks for a second factor").waitFor();
    await guest.goto("/vehicles");
    await guest.getByRole("heading", { name: "Your account" }).waitFor();
    await addPasskey(guest, password);
    await signOut(guest);
    await signIn(guest, "nora@fleet.example", password);
    await guest.getByText("Use your passkey").waitFor();
    await guest.getByRole("button", { name: "Use a passkey" }).click();
    await guest.getByRole("heading", { name: "Today", exact: true }).waitFor();
    await expect.poll(() => guest.getByRole("link", { name: "People" }).count()).toBe(0); // a fleet manager looks after vehicles
  });
});
