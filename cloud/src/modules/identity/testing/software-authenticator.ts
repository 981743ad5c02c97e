/** A passkey device in software (WebAuthn Level 3, 6): makes ES256 keys and signs challenges, for one site. */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

interface Site {
  readonly origin: string;
  readonly host: string;
}

/** User present, user verified, and for a new key: attested data follows (6.1). */
const flags = { present: 0x01, verified: 0x04, attested: 0x40 } as const;

export class SoftwareAuthenticator {
  readonly #site: Site;
  readonly #id = randomBytes(16);
  readonly #key: KeyObject;
  readonly #point: Buffer;
  #counter = 0;
  /** False for a device that was not unlocked. */
  isVerified = true;

  constructor(site: Site) {
    this.#site = site;
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.#key = privateKey;
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    this.#point = Buffer.concat([Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
  }

  get id(): string {
    return this.#id.toString("base64url");
  }

  /** @returns the answer to a registration's challenge, as browsers write it in JSON. */
  register(challenge: string): object {
    const [x, y] = [this.#point.subarray(0, 32), this.#point.subarray(32)];
    // COSE_Key: {1: 2, 3: -7, -1: 1, -2: x, -3: y} (RFC 9053, 7.1.1)
    const cose = Buffer.concat([Buffer.from("a5010203262001215820", "hex"), x, Buffer.from("225820", "hex"), y]);
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.#id.length]), this.#id, cose]);
    const data = this.#data(flags.attested, attested);
    // {"fmt": "none", "attStmt": {}, "authData": data}
    const head = Buffer.from("a363666d74646e6f6e656761747453746d74a068617574684461746158", "hex");
    const attestationObject = Buffer.concat([head, Buffer.from([data.length]), data]).toString("base64url");
    const response = { clientDataJSON: this.#client("webauthn.create", challenge).toString("base64url"), attestationObject, transports: ["internal"] };
    return this.#credential(response);
  }

  /** @returns the answer to a sign-in's challenge. */
  signIn(challenge: string): object {
    this.#counter++;
    const [data, client] = [this.#data(0, Buffer.alloc(0)), this.#client("webauthn.get", challenge)];
    const signature = sign("sha256", Buffer.concat([data, createHash("sha256").update(client).digest()]), this.#key);
    return this.#credential({
      clientDataJSON: client.toString("base64url"),
      authenticatorData: data.toString("base64url"),
      signature: signature.toString("base64url"),
    });
  }

  #credential(response: object): object {
    return { id: this.id, rawId: this.id, type: "public-key", clientExtensionResults: {}, response };
  }

  #client(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#site.origin, crossOrigin: false }));
  }

  #data(more: number, attested: Buffer): Buffer {
    const head = Buffer.alloc(5);
    head.writeUInt8(flags.present | (this.isVerified ? flags.verified : 0) | more);
    head.writeUInt32BE(this.#counter, 1);
    return Buffer.concat([createHash("sha256").update(this.#site.host).digest(), head, attested]);
  }
}
