// src/json/object.ts
function own(object, key) {
  return Object.hasOwn(object, key) ? object[key] : void 0;
}
function ownOf(object, key) {
  return Object.hasOwn(object, key) ? Reflect.get(object, key) : void 0;
}
function memberAt(value, ...names) {
  return names.reduce((object, name) => isObject(object) ? own(object, name) : void 0, value);
}
function isInteger(value, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) {
  return typeof value == "number" && Number.isSafeInteger(value) && value >= min && value <= max;
}
function isObject(value) {
  return value !== null && typeof value == "object" && !Array.isArray(value);
}

export {
  own,
  ownOf,
  memberAt,
  isInteger,
  isObject
};
