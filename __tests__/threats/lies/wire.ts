// Lies that are no metadata at all: pages, redirects, half answers, and more bytes than anybody reads.
import type { WireAnswer } from "../../../src/emulator/server/server.ts";
import { answering, type Lie } from "./lie.ts";

const LOGIN_PAGE: WireAnswer = {
  status: 200,
  body: "<!DOCTYPE html><html><body>Please log in.</body></html>",
  headers: { "content-type": "text/html" },
};

const everywhere = (answer: WireAnswer) => () => () => answer;

export const wireLies: readonly Lie[] = [
  {
    threat: "T20",
    title: "a login page in answer to everything",
    tell: everywhere(LOGIN_PAGE),
    codes: ["response-not-json"],
    says: /with a web page instead of JSON, such as the login page of a proxy/,
  },
  {
    threat: "T20",
    title: "a redirect to another host in answer to everything",
    tell: everywhere({ status: 302, body: "", headers: { location: "http://127.0.0.1:9/stolen" } }),
    codes: ["http-redirect"],
    says: /redirect/,
  },
  {
    threat: "T20",
    title: "a redirect of the CI targets alone",
    tell: () =>
      answering({ "targets.json": () => ({ status: 307, body: "", headers: { location: "http://127.0.0.1:9/" } }) }),
    codes: ["http-redirect"],
    says: /targets\.json/,
  },
  {
    threat: "T11",
    title: "a production root with a piece torn out",
    tell: () => answering({ "root.json?production=1": (text) => text.replace('"signed":', "") }),
    codes: ["response-not-json"],
    says: /root\.json\?production=1 was answered with 200, but its body is not JSON/,
  },
  {
    threat: "T11",
    title: "an empty answer where CI targets were asked for",
    tell: () => answering({ "targets.json": () => "" }),
    codes: ["response-not-json"],
    says: /with an empty body instead of JSON/,
  },
  {
    threat: "T11",
    title: "two documents one after the other",
    tell: () => answering({ "targets.json": (text) => text + text }),
    codes: ["response-not-json"],
    says: /its body is not JSON/,
  },
  {
    threat: "T11",
    title: "a list where a root is expected",
    tell: () => answering({ "root.json": () => "[]" }),
    codes: ["metadata-malformed"],
    says: /CI root: it is not an object with `signed` and `signatures`/,
  },
  {
    threat: "T11",
    title: "a Wave list that is none",
    tell: () => answering({ "waves/?limit=100&page=1&status=active&tag=production": () => ({ waves: "none" }) }),
    codes: ["response-malformed"],
    says: /has no readable `waves`/,
  },
  {
    threat: "T11",
    title: "CI targets of more than 16 MiB",
    tell: () => answering({ "targets.json": () => " ".repeat(16 * 1024 * 1024 + 1) }),
    codes: ["response-too-large"],
    says: /answered with more than 16777216 bytes/,
  },
  {
    threat: "T11",
    title: "a number without end as the version of a root",
    tell: () => answering({ "root.json": (text) => text.replace('"version":3', '"version":1e400') }),
    codes: ["metadata-malformed"],
    says: /signed\.version is .*, not an integer from 1/,
  },
];
