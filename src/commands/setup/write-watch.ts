// Notices that a write to the Factory has begun, so that a bug after it is never reported as "nothing changed".
import type { FactoryClient } from "../../factory/types.ts";

const WRITES: ReadonlySet<PropertyKey> = new Set<keyof FactoryClient>([
  "createWave",
  "signWave",
  "rolloutWave",
  "completeWave",
  "cancelWave",
  "initUpdates",
  "putUpdates",
  "generateOnlineKeys",
  "applyUpdates",
  "cancelUpdates",
]);

/** The same client; `onWrite` is called before each write is sent. */
export function watchWrites(client: FactoryClient, onWrite: () => void): FactoryClient {
  return new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        if (WRITES.has(name)) onWrite();
        return Reflect.apply(member, target, args) as unknown;
      };
    },
  });
}
