// Where an app's image comes from, read strictly: what is not plainly `host[:port]/path[:tag]@digest` comes
// from nowhere, so that no spelling of another place passes for an allowed one.

const SEGMENT = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;
const HOST = /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?$/;
const TAG = /:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

/** Where a Factory's own apps lie. */
export function ownHub(factory: string): string {
  return `hub.foundries.io/${factory}/`;
}

/** `host/path` of an app URI, the host in lower case, without tag and digest. Null when it is not of that form. */
export function repositoryOf(uri: unknown): string | null {
  if (typeof uri !== "string") return null;
  const [reference = "", digest, ...more] = uri.split("@");
  if (more.length > 0 || digest?.includes("/")) return null;
  const [host = "", ...path] = reference.split("/");
  const last = path.pop()?.replace(TAG, "");
  if (last === undefined || !HOST.test(host)) return null;
  const segments = [...path, last];
  return segments.every((segment) => SEGMENT.test(segment)) ? [host.toLowerCase(), ...segments].join("/") : null;
}

/** Does `repository` lie at or below `place`, a host or host and path? Whole segments count; an empty place holds nothing. */
export function within(repository: string | null, place: string): boolean {
  const [host = "", ...path] = place.replace(/\/+$/, "").split("/");
  return repository !== null && `${repository}/`.startsWith(`${[host.toLowerCase(), ...path].join("/")}/`);
}
