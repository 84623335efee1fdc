// What GitHub calls a repository: the name becomes part of addresses, so nothing else may pass for one.

const OWNER = "[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?";
const NAME = "(?!\\.{1,2}$)[A-Za-z0-9_.-]{1,100}";

/** `owner/name`; with the flag `u` as well. Owners of companies (`name_company`) have an underscore. */
const REPOSITORY_NAME = new RegExp(`^${OWNER}/${NAME}$`);

export function isRepositoryName(text: string): boolean {
  return REPOSITORY_NAME.test(text);
}
