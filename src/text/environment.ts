// Environment variables by name, as a front door hands them on. Nothing below a front door reads them itself.
export type Environment = Readonly<Record<string, string | undefined>>;
