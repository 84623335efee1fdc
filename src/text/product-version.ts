// The version of this program. The build puts it in; the sources alone do not know it.
declare const FACTORY_TUF_VERSION: string | undefined;

export const version: string = typeof FACTORY_TUF_VERSION === "string" ? FACTORY_TUF_VERSION : "0.0.0-source";
