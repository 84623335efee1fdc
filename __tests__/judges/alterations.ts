// What can be done to a document, one thing at a time.
import { ed25519 } from "../kit/tuf.ts";
import { type Alteration, type Change, first, type Loose, online, publicRsa, type Resign } from "./documents.ts";

export const raw = (token: string): Loose => JSON.rawJSON(token);

/** Text by what is in it; the character stands where a person would write. */
const TEXTS: Readonly<Record<string, string>> = {
  "plain text": "Rotate the root key (2 of 3), 100 %",
  "quotes and backslashes": 'a "b" \\ c \\n \\u000a',
  "a slash, < and &": "a/b <c> & d",
  "a line feed": "a\nb",
  "a carriage return": "a\rb",
  "a tab": "a\tb",
  "a backspace": "a\bb",
  "a form feed": "a\fb",
  "a control character": "a\u0001b",
  "the last control character": "a\u001fb",
  "a delete": "a\u007fb",
  "a C1 control character": "a\u0085b",
  "an umlaut": "Schlüssel",
  "an emoji": "🔑",
  "a line separator": "a\u2028b",
  "a null": "a\u0000b",
};

const NUMBERS: Readonly<Record<string, string>> = {
  zero: "0",
  "a negative integer": "-7",
  "2^53 - 1": "9007199254740991",
  "2^53": "9007199254740992",
  "2^53 + 1": "9007199254740993",
  "2^63": "9223372036854775808",
  "-2^53 - 1": "-9007199254740993",
  "a fraction": "1.5",
  "1.0": "1.0",
  "1e3": "1e3",
  "1E3": "1E3",
  "1e21": "1e21",
  "-0": "-0",
};

const EXPIRES: readonly string[] = [
  "2031-05-17T09:00:00Z",
  "2031-05-17T09:00:00.0Z",
  "2031-05-17T09:00:00.000Z",
  "2031-05-17T09:00:00.5Z",
  "2031-05-17T09:00:00,5Z",
  "2031-05-17T09:00:00+00:00",
  "2031-05-17T11:00:00+02:00",
  "2031-05-17T09:00:00-00:00",
  "2031-05-17T09:00:00",
  "2031-05-17T09:00Z",
  "2031-05-17t09:00:00z",
  "2031-05-17 09:00:00Z",
  "2031-05-17",
  "2031-05-17T9:00:00Z",
  "2031-02-30T09:00:00Z",
  "2031-05-17T24:00:00Z",
  "2031-05-17T09:00:60Z",
  "+012031-05-17T09:00:00Z",
  "12031-05-17T09:00:00Z",
  "0000-05-17T09:00:00Z",
  "2030-05-17T09:00:00Z",
  "2031-01-01T00:00:00Z",
  "2031-01-01T00:00:01Z",
  " 2031-05-17T09:00:00Z",
  "",
];

const all = (
  of: Alteration["of"],
  changes: Readonly<Record<string, Change>>,
  resigns: Readonly<Record<string, Resign>> = {},
): Alteration[] => [
  ...Object.entries(changes).map(([name, change]) => ({ name: `${of}: ${name}`, of, change })),
  ...Object.entries(resigns).map(([name, resign]) => ({ name: `${of}: ${name}`, of, resign })),
];

const named = <T>(values: Readonly<Record<string, T>>, prefix: string, change: (value: T) => Change) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix} ${name}`, change(value)]));
const each = (values: readonly string[], prefix: string, change: (value: string) => Change) =>
  named(Object.fromEntries(values.map((value) => [JSON.stringify(value), value])), prefix, change);

/** What any document has. */
const common: Readonly<Record<string, Change>> = {
  ...named(TEXTS, "a text with", (text) => (signed) => {
    signed["x-note"] = { message: text };
  }),
  ...named(TEXTS, "a name with", (text) => (signed) => {
    signed["x-note"] = { [text]: "" };
  }),
  ...named(NUMBERS, "another member is", (token) => (signed) => {
    signed["x-note"] = [raw(token)];
  }),
  ...each(EXPIRES, "expires", (text) => (signed) => {
    signed.expires = text;
  }),
  "expires is a number": (signed) => {
    signed.expires = 1_900_000_000;
  },
  "expires is missing": (signed) => {
    delete signed.expires;
  },
  "another member is null": (signed) => {
    signed["x-note"] = null;
  },
  "another member is nested": (signed) => {
    signed["x-note"] = { b: [true, false, [], {}], a: { c: "" } };
  },
  ...each(["VERSION", "Version"], "a second version called", (name) => (signed) => {
    signed[name] = signed.version;
  }),
  "a second expiry in other letters": (signed) => {
    signed.Expires = "2030-05-17T09:00:00Z";
  },
  "a second expiry with a long s, which comes after it": (signed) => {
    signed["expire\u017f"] = "2030-05-17T09:00:00Z";
  },
  "names like numbers": (signed) => {
    signed["x-note"] = { "10": 1, "9": 2, "1": 3, __proto__x: 4 };
  },
  "a member named __proto__": (signed) => {
    Object.defineProperty(signed, "__proto__", { value: 1, enumerable: true });
  },
  "a spec_version": (signed) => {
    signed.spec_version = "1.0.31";
  },
  "a spec_version that is a number": (signed) => {
    signed.spec_version = 1;
  },
  "an empty spec_version": (signed) => {
    signed.spec_version = "";
  },
  "_type in small letters": (signed) => {
    signed._type = signed._type.toLowerCase();
  },
  "_type in capital letters": (signed) => {
    signed._type = signed._type.toUpperCase();
  },
  "another _type": (signed) => {
    signed._type = "Mirrors";
  },
  "no _type": (signed) => {
    delete signed._type;
  },
};

const lists: Readonly<Record<string, Resign>> = {
  "a repeated key id": (list) => [...list, list[0]],
  "a signature of an unknown method": (list) => [{ keyid: "00", method: "ecdsa", sig: "AAAA" }, ...list],
  "another name of the method": ([one, ...others]) => [{ ...one, method: "x" }, ...others],
  "a signature of nobody": (list) => [...list, { keyid: "ab".repeat(32), method: "ed25519", sig: "AAAA" }],
  "signatures in hexadecimal": (list) =>
    list.map((one) => ({ ...one, sig: Buffer.from(one.sig, "base64").toString("hex") })),
  "a signature over something else": ([one, ...others]) => [{ ...one, sig: `AAAA${one.sig.slice(4)}` }, ...others],
  "an empty signature more": (list) => [...list, { keyid: "cd", method: "ed25519", sig: "" }],
  "a signature that is no base64": (list) => [...list, { keyid: "cd", method: "ed25519", sig: "!?" }],
  "an odd signature": (list) => [...list, { keyid: "cd", method: "ed25519", sig: "A" }],
  "no method": (list) => list.map(({ method: _method, ...one }) => one),
  "another member in a signature": (list) => list.map((one) => ({ ...one, note: 1.5 })),
  "no signature": () => [],
};

const root: Readonly<Record<string, Change>> = {
  ...common,
  ...named({ 2048: 2048, 2560: 2560, 3072: 3072, 4096: 4096 }, "an unused RSA key of bits", (bits) => (signed) => {
    const { keyid, json } = publicRsa(bits);
    signed.keys[keyid] = json;
  }),
  "an RSA key among the targets keys": (signed) => {
    const { keyid, json } = publicRsa(2048);
    signed.keys[keyid] = json;
    signed.roles.targets.keyids.push(keyid);
  },
  "an RSA key whose PEM is one line": (signed) => {
    const { keyid, json } = publicRsa(2048) as { keyid: string; json: Loose };
    signed.keys[keyid] = { ...json, keyval: { public: json.keyval.public.replaceAll("\n", " ") } };
  },
  "an unused key of an unknown type": (signed) => {
    signed.keys["ee"] = { keytype: "ECDSA", keyval: { public: "00" } };
  },
  "a key of an unknown type in the root role": (signed) => {
    signed.keys["ee"] = { keytype: "DSA", keyval: { public: "00" } };
    signed.roles.root.keyids.push("ee");
  },
  "an unused key that is no hexadecimal": (signed) => {
    signed.keys["ee"] = { keytype: "ED25519", keyval: { public: "zz" } };
  },
  "a root key that is no hexadecimal": (signed) => {
    signed.keys["ee"] = { keytype: "ED25519", keyval: { public: "zz" } };
    signed.roles.root.keyids.push("ee");
  },
  "a targets key that is too short": (signed) => {
    signed.keys["ee"] = { keytype: "ED25519", keyval: { public: "00ff" } };
    signed.roles.targets.keyids.push("ee");
  },
  "a root key that is too short": (signed) => {
    signed.keys["ee"] = { keytype: "ED25519", keyval: { public: "00ff" } };
    signed.roles.root.keyids.push("ee");
  },
  "keytypes in small letters": (signed) => {
    for (const key of Object.values<Loose>(signed.keys)) key.keytype = key.keytype.toLowerCase();
  },
  "keys in capital letters": (signed) => {
    for (const key of Object.values<Loose>(signed.keys)) key.keyval.public = key.keyval.public.toUpperCase();
  },
  "keys with a scheme": (signed) => {
    for (const key of Object.values<Loose>(signed.keys)) key.scheme = "ed25519";
  },
  "an empty scheme": (signed) => {
    for (const key of Object.values<Loose>(signed.keys)) key.scheme = "";
  },
  "keys with more members": (signed) => {
    for (const key of Object.values<Loose>(signed.keys)) key.keyval.private = "";
  },
  "a key without keyval": (signed) => {
    signed.keys["ee"] = { keytype: "ED25519" };
  },
  "a key that is null": (signed) => {
    signed.keys["ee"] = null;
  },
  "an unused key under another id": (signed) => {
    signed.keys["dd"] = signed.keys[online.keyid];
  },
  "a root key under another id": (signed) => {
    signed.keys["dd"] = signed.keys[online.keyid];
    signed.roles.root.keyids.push("dd");
  },
  "no consistent_snapshot": (signed) => {
    delete signed.consistent_snapshot;
  },
  "consistent_snapshot: true": (signed) => {
    signed.consistent_snapshot = true;
  },
  "consistent_snapshot: null": (signed) => {
    signed.consistent_snapshot = null;
  },
  'consistent_snapshot: "false"': (signed) => {
    signed.consistent_snapshot = "false";
  },
  ...each(["root", "targets", "snapshot", "timestamp"], "an absent key in the role", (role) => (signed) => {
    signed.roles[role].keyids.push("ee");
  }),
  ...each(["root", "targets", "snapshot"], "a key twice in the role", (role) => (signed) => {
    signed.roles[role].keyids.push(signed.roles[role].keyids[0]);
  }),
  ...each(["root", "targets", "snapshot"], "no key in the role", (role) => (signed) => {
    signed.roles[role].keyids = [];
  }),
  "a root threshold of 2 with one key": (signed) => {
    signed.roles.root.threshold = 2;
  },
  "a root threshold of 2 with the former key": (signed) => {
    signed.roles.root = { keyids: [...signed.roles.root.keyids, first.keyid], threshold: 2 };
    signed.keys[first.keyid] = first.json;
  },
  "a root threshold of 3": (signed) => {
    signed.roles.root.threshold = 3;
  },
  "a root threshold of 0": (signed) => {
    signed.roles.root.threshold = 0;
  },
  "a snapshot threshold of 0": (signed) => {
    signed.roles.snapshot.threshold = 0;
  },
  "a negative threshold": (signed) => {
    signed.roles.snapshot.threshold = -1;
  },
  "a threshold of 1001 for the snapshot": (signed) => {
    signed.roles.snapshot.threshold = 1001;
  },
  "a threshold of 1.0": (signed) => {
    signed.roles.snapshot.threshold = raw("1.0");
  },
  "a threshold as text": (signed) => {
    signed.roles.snapshot.threshold = "1";
  },
  "no threshold": (signed) => {
    delete signed.roles.snapshot.threshold;
  },
  "no snapshot role": (signed) => {
    delete signed.roles.snapshot;
  },
  "another role": (signed) => {
    signed.roles.mirrors = { keyids: [online.keyid], threshold: 1 };
  },
  "another role that is text": (signed) => {
    signed.roles.mirrors = "x";
  },
  "another role without keys": (signed) => {
    signed.roles.mirrors = { threshold: 1 };
  },
  "another role, empty": (signed) => {
    signed.roles.mirrors = { keyids: [], threshold: 1 };
  },
  "a scheme that is a number": (signed) => {
    signed.keys[online.keyid] = { ...signed.keys[online.keyid], scheme: 1 };
  },
  "a second keytype in other letters": (signed) => {
    signed.keys[online.keyid] = { ...signed.keys[online.keyid], KeyType: "RSA" };
  },
  "a targets key of an unknown type": (signed) => {
    signed.keys["ee"] = { keytype: "DSA", keyval: { public: "00" } };
    signed.roles.targets.keyids.push("ee");
  },
  "a role with more members": (signed) => {
    signed.roles.root.note = "x";
  },
  delegations: (signed) => {
    signed.delegations = { keys: {}, roles: [] };
  },
  ...named(
    { 0: "0", 1: "1", 3: "3", "2.0": "2.0", '"2"': '"2"', "2^63": "9223372036854775808" },
    "version",
    (token) => (signed) => {
      signed.version = raw(token);
    },
  ),
  "a third key in the root role": (signed) => {
    for (const name of ["a", "b"]) {
      const { keyid, json } = ed25519(name);
      signed.keys[keyid] = json;
      signed.roles.root.keyids.push(keyid);
    }
  },
  "six targets keys": (signed) => {
    for (const name of ["a", "b", "c", "d"]) {
      const { keyid, json } = ed25519(name);
      signed.keys[keyid] = json;
      signed.roles.targets.keyids.push(keyid);
    }
  },
  "five targets keys": (signed) => {
    for (const name of ["a", "b", "c"]) {
      const { keyid, json } = ed25519(name);
      signed.keys[keyid] = json;
      signed.roles.targets.keyids.push(keyid);
    }
  },
  "eleven keys": (signed) => {
    while (Object.keys(signed.keys).length < 11) {
      const { keyid, json } = ed25519(`key ${Object.keys(signed.keys).length}`);
      signed.keys[keyid] = json;
    }
  },
  "ten keys": (signed) => {
    while (Object.keys(signed.keys).length < 10) {
      const { keyid, json } = ed25519(`key ${Object.keys(signed.keys).length}`);
      signed.keys[keyid] = json;
    }
  },
  "20 KiB": (signed) => {
    signed["x-note"] = "x".repeat(20 * 1024);
  },
  "owners without a time": (signed) => {
    signed["x-key-owners"] = { [online.keyid]: { "polis-id": "p" } };
  },
};

const targets: Readonly<Record<string, Change>> = {
  ...common,
  ...named(TEXTS, "custom has", (text) => (signed) => {
    signed.targets.t.custom.note = text;
  }),
  ...named(NUMBERS, "custom has the number", (token) => (signed) => {
    signed.targets.t.custom.n = raw(token);
  }),
  ...named(NUMBERS, "the length is", (token) => (signed) => {
    signed.targets.t.length = raw(token);
  }),
  ...named(TEXTS, "a target is named with", (text) => (signed) => {
    signed.targets[text] = { ...signed.targets.t };
  }),
  "more than 16 KiB": (signed) => {
    signed.targets.t.custom.note = "x".repeat(16 * 1024);
  },
  "version 2^31": (signed) => {
    signed.version = 2 ** 31;
  },
  "custom: null": (signed) => {
    signed.targets.t.custom = null;
  },
  "no custom": (signed) => {
    delete signed.targets.t.custom;
  },
  "custom is empty": (signed) => {
    signed.targets.t.custom = {};
  },
  "custom is text": (signed) => {
    signed.targets.t.custom = "x";
  },
  "custom is not in order": (signed) => {
    signed.targets.t.custom = { z: 1, a: { c: 1, b: 2 } };
  },
  "capital letters in a hash": (signed) => {
    signed.targets.t.hashes.sha256 = signed.targets.t.hashes.sha256.toUpperCase();
  },
  "one capital letter in a hash": (signed) => {
    signed.targets.t.hashes.sha256 = `A${signed.targets.t.hashes.sha256.slice(1)}`;
  },
  "a hash that is too short": (signed) => {
    signed.targets.t.hashes.sha256 = "abcd";
  },
  "an odd hash": (signed) => {
    signed.targets.t.hashes.sha256 = "abc";
  },
  "a hash that is no hexadecimal": (signed) => {
    signed.targets.t.hashes.sha256 = "zz".repeat(32);
  },
  "a hash in base64": (signed) => {
    signed.targets.t.hashes.sha256 = Buffer.from(signed.targets.t.hashes.sha256, "hex").toString("base64");
  },
  "an empty hash": (signed) => {
    signed.targets.t.hashes.sha256 = "";
  },
  "no hash": (signed) => {
    signed.targets.t.hashes = {};
  },
  "hashes: null": (signed) => {
    signed.targets.t.hashes = null;
  },
  "no hashes": (signed) => {
    delete signed.targets.t.hashes;
  },
  "another algorithm beside": (signed) => {
    signed.targets.t.hashes.md5 = "00".repeat(16);
  },
  "another algorithm alone": (signed) => {
    signed.targets.t.hashes = { md5: "00".repeat(16) };
  },
  "no length": (signed) => {
    delete signed.targets.t.length;
  },
  "another member of a target": (signed) => {
    signed.targets.t.note = "x";
  },
  "a target that is null": (signed) => {
    signed.targets.u = null;
  },
  "no target": (signed) => {
    signed.targets = {};
  },
  "targets: null": (signed) => {
    signed.targets = null;
  },
  "no targets": (signed) => {
    delete signed.targets;
  },
  delegations: (signed) => {
    signed.delegations = { keys: {}, roles: [] };
  },
  "delegations: {}": (signed) => {
    signed.delegations = {};
  },
  "a second custom in other letters": (signed) => {
    signed.targets.t.Custom = { version: "9" };
  },
  "a second length in other letters": (signed) => {
    signed.targets.t.Length = 7;
  },
  "delegations: null": (signed) => {
    signed.delegations = null;
  },
};

const online_: Readonly<Record<string, Change>> = {
  ...common,
  "names no document": (signed) => {
    signed.meta = {};
  },
  "no meta": (signed) => {
    delete signed.meta;
  },
  "names another version": (signed) => {
    for (const entry of Object.values<Loose>(signed.meta)) entry.version = 99;
  },
  "no length": (signed) => {
    for (const entry of Object.values<Loose>(signed.meta)) delete entry.length;
  },
  "length 0": (signed) => {
    for (const entry of Object.values<Loose>(signed.meta)) entry.length = 0;
  },
  "a greater length": (signed) => {
    for (const entry of Object.values<Loose>(signed.meta)) entry.length++;
  },
  "a smaller length": (signed) => {
    for (const entry of Object.values<Loose>(signed.meta)) entry.length--;
  },
  "no hashes": (signed) => {
    for (const entry of Object.values<Loose>(signed.meta)) delete entry.hashes;
  },
  "empty hashes": (signed) => {
    for (const entry of Object.values<Loose>(signed.meta)) entry.hashes = {};
  },
  "another hash": (signed) => {
    for (const entry of Object.values<Loose>(signed.meta)) entry.hashes.sha256 = "00".repeat(32);
  },
  "another sha512": (signed) => {
    for (const entry of Object.values<Loose>(signed.meta)) entry.hashes.sha512 = "00".repeat(64);
  },
  "a short hash": (signed) => {
    for (const entry of Object.values<Loose>(signed.meta)) entry.hashes.sha256 = "0000";
  },
  "a meta that is null": (signed) => {
    for (const name of Object.keys(signed.meta)) signed.meta[name] = null;
  },
  "another document named": (signed) => {
    signed.meta["other.json"] = { version: 1 };
  },
  "hashes: null": (signed) => {
    for (const entry of Object.values<Loose>(signed.meta)) entry.hashes = null;
  },
  "a hash in capital letters": (signed) => {
    for (const entry of Object.values<Loose>(signed.meta)) entry.hashes.sha256 = entry.hashes.sha256.toUpperCase();
  },
  "an unknown hash beside": (signed) => {
    for (const entry of Object.values<Loose>(signed.meta)) entry.hashes.md5 = "00";
  },
};

/** How the whole text is written. */
const texts: Readonly<Record<string, (text: string) => string>> = {
  "written over lines": (text) => JSON.stringify(JSON.parse(text), null, 2),
  "with its members in another order": (text) => JSON.stringify(JSON.parse(text, (_name, value) => backwards(value))),
  "with a member twice": (text) => text.replace('"signed":{', '"signed":{"version":99,'),
  "with signatures twice": (text) => text.replace('{"signatures":', '{"signatures":[],"signatures":'),
  "with another member at the top": (text) => `${text.slice(0, -1)},"x":1.5}`,
  "with its characters escaped": (text) => text.replace('"_type"', '"\\u005ftype"'),
  "with a byte order mark": (text) => `\ufeff${text}`,
  "with a line after it": (text) => `${text}\n`,
  "with more after it": (text) => `${text}{}`,
};

function backwards(value: Loose): Loose {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).reverse())
    : value;
}

const written = (of: Alteration["of"]): Alteration[] =>
  Object.entries(texts).map(([name, rewrite]) => ({ name: `${of}: ${name}`, of, rewrite }));

export const alterations: readonly Alteration[] = [
  ...(["root", "targets", "snapshot", "timestamp"] as const).flatMap(written),
  ...all("root", root, lists),
  ...all("targets", targets, lists),
  ...all("snapshot", online_, lists),
  ...all("timestamp", online_, lists),
];
