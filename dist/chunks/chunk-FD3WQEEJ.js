import {
  custom,
  is,
  pipe,
  rawCheck,
  safeParse
} from "./chunk-UPWR4RRH.js";
import {
  isObject,
  own
} from "./chunk-RQY7G4BH.js";

// src/json/shape.ts
function membersOf(entries, says) {
  let names = Object.keys(entries);
  return object(says, (value) => {
    let foreign = Object.keys(value).find((name) => !names.includes(name));
    return foreign !== void 0 ? {
      message: `has the unknown member {name}; known are ${names.join(", ")}`,
      input: foreign,
      path: [foreign]
    } : firstIssue(names, (name) => issueAt(name, entries[name], own(value, name)));
  });
}
function mapOf(member, says, problemOfName = () => null) {
  return object(
    says,
    (value) => firstIssue(Object.keys(value), (name) => {
      let message = problemOfName(name);
      return message === null ? issueAt(name, member, value[name]) : { message, input: name, path: [name] };
    })
  );
}
function object(says, issueOf) {
  return pipe(
    custom(isObject, says),
    rawCheck(({ dataset, addIssue }) => {
      let issue = isObject(dataset.value) ? issueOf(dataset.value) : null;
      issue && addIssue({ ...issue, path: pathOf(issue.path) });
    })
  );
}
function firstIssue(names, issueOf) {
  for (let name of names) {
    let issue = issueOf(name);
    if (issue) return issue;
  }
  return null;
}
function issueAt(name, schema, value) {
  let issue = safeParse(schema, value, { abortEarly: !0 }).issues?.[0];
  return issue ? { ...issue, path: [name, ...namesOf(issue)] } : null;
}
function namesOf(issue) {
  return (issue.path ?? []).map(({ key }) => String(key));
}
function pathOf([first, ...rest]) {
  let item = (key = "") => ({ type: "unknown", origin: "value", input: null, key, value: null });
  return [item(first), ...rest.map(item)];
}
function problemIn(schema, value) {
  let issue = safeParse(schema, value, { abortEarly: !0 }).issues?.[0];
  if (!issue) return null;
  let at = namesOf(issue).join("/"), marks = {
    "{at}": PLAIN_PLACE.test(at) ? at : quoted(at),
    "{name}": quoted(at),
    "{value}": quoted(issue.input)
  };
  return issue.message.replace(/\{(?:at|name|value)\}/g, (mark) => marks[mark]);
}
function isOf(schema, value) {
  return is(schema, value);
}
var MAX_QUOTED = 80, PLAIN_PLACE = /^[a-zA-Z0-9/-]{1,80}$/;
function quoted(value) {
  return (JSON.stringify(value) ?? "missing").slice(0, MAX_QUOTED);
}

export {
  membersOf,
  mapOf,
  problemIn,
  isOf,
  quoted
};
