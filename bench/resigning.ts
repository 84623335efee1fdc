// Production targets of many tags, signed again with another key, in memory: from the answer of the Factory to the
// signatures. And the floor that no signer can be below.
import { createHash } from "node:crypto";
import type { Context } from "../src/context/context.ts";
import { startFactory } from "../src/emulator/state/factory.ts";
import { signedBy } from "../src/emulator/state/key-pair.ts";
import { documentTexts } from "../src/factory/document-texts.ts";
import { parseJson } from "../src/json/json.ts";
import { newKey, systemRandomness } from "../src/keys/signers/generate.ts";
import { resignTargets } from "../src/root-updates/resign-targets.ts";
import { portableText } from "../src/tuf/canonical/canonical.ts";
import { parseRoot } from "../src/tuf/metadata/metadata.ts";
import type { VerifiedRoots } from "../src/verified/verified-roots.ts";
import { ciTargetsOf, newestVersion, releasedFrom, tagsOf } from "./factory/content.ts";

export interface ResigningBench {
  /** Milliseconds of parse + serialise + UTF-8 + two SHA-512, over each document. */
  floor(): number;
  /** Milliseconds to cut the answer, and to parse, verify and sign each document. */
  resign(): Promise<number>;
}

export async function resigningBench(tags: number, targets: number, documentBytes: number): Promise<ResigningBench> {
  const factory = await startFactory({ state: "owned" });
  const { online, prodRoots } = factory.state;
  const [owner, root] = [factory.offlineKeys.targets!, prodRoots.at(-1)!];
  await factory.close();
  const content = ciTargetsOf(targets, documentBytes);
  const documents = Object.fromEntries(
    tagsOf(tags).map((tag) => {
      const signed = {
        _type: "Targets",
        expires: "2031-01-01T00:00:00Z",
        targets: releasedFrom(content, tag),
        version: newestVersion(content),
      };
      // In the order in which a signer sends it, ours and the vendor's alike.
      const sent = JSON.parse(portableText(signed)!) as typeof signed;
      return [tag, signedBy([owner, online.targets.pair!], sent)];
    }),
  );
  const texts = Object.values(documents).map((document) => JSON.stringify(document));
  const answer = Buffer.from(JSON.stringify(documents));
  const prod = parseRoot(parseJson(JSON.stringify(root), "root"), "production root");
  const roots = { prod } as VerifiedRoots;
  const ctx = { trust: { pins: null } } as Context;
  const signer = (await newKey("ed25519", "targets", systemRandomness)).signer!;
  return {
    floor() {
      const startedAt = performance.now();
      for (const text of texts) {
        const bytes = new TextEncoder().encode(JSON.stringify(JSON.parse(text)));
        for (let pass = 0; pass < 2; pass++) createHash("sha512").update(bytes).digest();
      }
      return performance.now() - startedAt;
    },
    async resign() {
      const startedAt = performance.now();
      const production = documentTexts(answer, "production targets");
      const toSign = { production, tags: production.names, waves: [] };
      const { targets: made } = await resignTargets(ctx, roots, toSign, signer, owner.keyid);
      const took = performance.now() - startedAt;
      if (Object.keys(made).length !== tags) throw new Error("something else is measured than what was meant");
      return took;
    },
  };
}
