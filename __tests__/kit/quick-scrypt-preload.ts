// Loaded before a program that is to derive keys quickly.
import { quickScrypt } from "./quick-scrypt.ts";

quickScrypt();
